using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OpenTelemetry
{
    public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
    {
        internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

        public IServiceCollection Services { get; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenTelemetryServicesExtensions
    {
        public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
        {
            // First of all hosted services, so that what the others do at start is seen.
            if (!services.Any(service => service.ImplementationType == typeof(TelemetryStart)))
                services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryStart>());
            return new(services);
        }

        /// <summary>The providers listen from the moment they are made, and nobody else asks for them.</summary>
        sealed class TelemetryStart(IServiceProvider services) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                services.GetService<MeterProvider>();
                services.GetService<TracerProvider>();
                services.GetService<LoggerProvider>();
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
    }
}
