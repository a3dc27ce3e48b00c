using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Social.ServiceDefaults.ChangeStamps;

/// <summary>For the owners of rows that others remember.</summary>
public static class ChangeStampExtensions
{
    /// <summary><see cref="ChangeStamps"/> over the Redis of the connection string <c>redis</c>, which may be away.</summary>
    public static void AddChangeStamps(this WebApplicationBuilder builder)
    {
        // Some have their own use for it, and settings.
        if (!builder.Services.Any(service => service.ServiceType == typeof(IConnectionMultiplexer)))
            builder.AddRedisClient(Names.Redis, settings => settings.DisableHealthChecks = true);
        builder.Services.AddSingleton<ChangeStamps>().AddHostedService(services => services.GetRequiredService<ChangeStamps>());
    }
}
