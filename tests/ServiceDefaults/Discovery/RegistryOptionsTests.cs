using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Discovery;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Discovery;

public sealed class RegistryOptionsTests
{
    [Theory]
    [InlineData("Registry:TimeToLive", "00:00:00", "TimeToLive")]
    [InlineData("Registry:TimeToLive", "00:00:03", "TimeToLive")]
    [InlineData("Registry:Heartbeat", "-00:00:03", "Heartbeat")]
    [InlineData("Registry:Poll", "01:00:00", "Poll")]
    [InlineData("ConnectionStrings:registry", "a:6379,nonsense=1", "ConnectionStrings__registry")]
    public void A_wrong_setting_is_named_at_start(string setting, string value, string named)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:ServiceSecret"] = Process.Secret;
        builder.Configuration["Registry:Enabled"] = "true";
        builder.Configuration[setting] = value;
        builder.AddServiceDefaults();
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.All(wrong.Failures, failure => Assert.Contains(named, failure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.1:6379,10.0.0.2:6379,10.0.0.3:6379,password=x,ssl=true")]
    [InlineData("one")]
    public void Several_servers_are_named_as_the_client_writes_it(string connection) => Assert.True(RegistryStore.Understands(connection));
}
