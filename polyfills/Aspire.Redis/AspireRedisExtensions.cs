using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting
{
    public static class AspireRedisExtensions
    {
        /// <summary>One connection for the process, made when first asked for. A Redis that is away is tried again in the background.</summary>
        public static void AddRedisClient(
            this IHostApplicationBuilder builder,
            string connectionName,
            Action<StackExchangeRedisSettings>? configureSettings = null,
            Action<ConfigurationOptions>? configureOptions = null
        )
        {
            var settings = new StackExchangeRedisSettings { ConnectionString = builder.Configuration.GetConnectionString(connectionName) };
            configureSettings?.Invoke(settings);
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
            {
                var text =
                    settings.ConnectionString
                    ?? throw new InvalidOperationException($"ConnectionStrings:{connectionName} must be set to the address of Redis.");
                var options = ConfigurationOptions.Parse(text);
                options.AbortOnConnectFail = false;
                configureOptions?.Invoke(options);
                return ConnectionMultiplexer.Connect(options);
            });
        }
    }
}

namespace Aspire.StackExchange.Redis
{
    /// <summary>Settings of <c>AddRedisClient</c>: the part that this solution uses.</summary>
    public sealed class StackExchangeRedisSettings
    {
        public string? ConnectionString { get; set; }
        public bool DisableHealthChecks { get; set; }
        public bool DisableTracing { get; set; }
    }
}
