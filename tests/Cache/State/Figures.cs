using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Social.Caches;

namespace Social.Tests.Caches.State;

/// <summary>Telemetry of a replica of the test's own.</summary>
static class Figures
{
    static readonly ServiceProvider Services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static CacheTelemetry New() => new(Services.GetRequiredService<IMeterFactory>());
}
