using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Social.ServiceDefaults;

/// <summary>What every process does, once.</summary>
public static class ServiceDefaultsExtensions
{
    const int MaxMessage = 1 << 20;

    /// <summary>
    /// Telemetry, health, listeners, token validation, faults and gRPC. Every service and the gateway calls it first.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddLogLevels();
        builder.AddTelemetry();
        builder.AddListeners();
        builder.AddIdentities();
        builder.Services.AddHealthChecks();
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxMessage;
            options.Interceptors.Add<FaultInterceptor>();
        });
        return builder;
    }

    /// <summary>Puts authentication into the pipeline and maps /health (readiness) and /alive (liveness).</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        return app;
    }
}
