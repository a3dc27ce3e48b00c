using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.FaultInjection;
using Social.ServiceDefaults.GrpcClients;
using Social.ServiceDefaults.Telemetry;

namespace Social.ServiceDefaults;

/// <summary>What every process does, once.</summary>
public static class ServiceDefaultsExtensions
{
    const int MaxMessage = 1 << 20;

    /// <summary>
    /// Telemetry, health, listeners, token validation, the registry, the defaults of HTTP clients, faults and gRPC. Every service and the
    /// gateway calls it first.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        // Whoever has ICU would otherwise format by the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        builder.AddLogLevels();
        builder.AddTelemetry();
        builder.AddListeners();
        // Before whatever calls others as it starts.
        builder.AddRegistry();
        builder.AddHttpClientDefaults();
        builder.AddTokenAuthentication();
        builder.AddHealth();
        builder.AddDiagnostics();
        LatencyInjector.Add(builder);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxMessage;
            options.Interceptors.Add<FaultInterceptor>();
        });
        return builder;
    }

    /// <summary>Puts authentication into the pipeline and maps /health (readiness), /alive (liveness) and gRPC's own health and reflection.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseLoad();
        LatencyInjector.Use(app);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapDiagnostics();
        return app;
    }
}
