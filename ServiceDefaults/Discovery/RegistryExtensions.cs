using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Discovery;

static class RegistryExtensions
{
    /// <summary>Registers this process and discovers others, if a Redis is configured and the registry is enabled.</summary>
    public static void AddRegistry(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString("registry") ?? builder.Configuration.GetConnectionString(Names.Redis);
        builder
            .Services.AddOptions<RegistryOptions>()
            .BindConfiguration("Registry")
            .ValidateDataAnnotations()
            .Validate(settings => settings.TimeToLive > settings.Heartbeat, "Registry:TimeToLive has to be longer than Registry:Heartbeat.")
            .Validate(settings => !settings.Enabled || RegistryStore.Understands(connection), RegistryStore.Wanted)
            .ValidateOnStart();
        if (string.IsNullOrWhiteSpace(connection) || !builder.Configuration.GetValue("Registry:Enabled", false))
            return;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDirectory();
        // Whoever it may call, though only the status asks for some of them.
        foreach (var service in builder.Configuration.GetSection("services").GetChildren())
            builder.Services.AddSingleton(new CalledService(service.Key));
        builder.Services.AddSingleton(services => new RegistryStore(connection, services.GetRequiredService<IOptions<RegistryOptions>>()));
        // Before the configured addresses, which answer only where this one names nobody: providers are asked in the order of registration.
        builder.Services.AddSingleton<IServiceEndpointProviderFactory, RegistryEndpointProviderFactory>();
        builder.Services.AddHostedService<RegistryWatch>();
        builder.Services.AddSingleton<WarmUps>();
        builder.Services.AddHostedService<RegistrationHeartbeat>();
    }
}
