using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Social.ServiceDefaults;

static class RegistryExtensions
{
    /// <summary>Enters this process into the registry and looks others up there, if there is a Redis for it and it is switched on.</summary>
    public static void AddRegistry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RegistryOptions>().BindConfiguration("Registry").ValidateDataAnnotations().ValidateOnStart();
        var connection = builder.Configuration.GetConnectionString("registry") ?? builder.Configuration.GetConnectionString(Names.Redis);
        if (string.IsNullOrWhiteSpace(connection) || !builder.Configuration.GetValue("Registry:Enabled", false))
            return;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDirectory();
        builder.Services.AddSingleton(services => new RegistryStore(connection, services.GetRequiredService<IOptions<RegistryOptions>>()));
        builder.Services.AddHostedService<RegistryWatch>();
        builder.Services.AddHostedService<Membership>();
    }
}
