using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Social.Caches.Store;

namespace Social.Tests.Caches.Processes;

public sealed class SettingTests
{
    [Theory]
    [InlineData("Bytes", "1000")]
    [InlineData("Lifetime", "00:00:00")]
    [InlineData("Skew", "-00:00:01")]
    [InlineData("Queue", "0")]
    public void A_wrong_setting_is_named_at_start(string setting, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[$"Cache:{setting}"] = value;
        builder.AddReplica();
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains(setting, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }
}
