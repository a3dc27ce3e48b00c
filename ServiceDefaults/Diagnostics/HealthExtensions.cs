using System.Text.Json;
using Grpc.AspNetCore.HealthChecks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>
/// Readiness and liveness. Only a check that says Unhealthy makes a process unready; a part it can live without says Degraded.
/// </summary>
public static class HealthExtensions
{
    public const string ReadyPath = "/health";
    public const string AlivePath = "/alive";

    internal static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpcHealthChecks().AddCheck<ShutdownCheck>("self");
        builder.Services.AddSingleton<MappedServices>();
        builder.Services.AddSingleton<IConfigureOptions<GrpcHealthChecksOptions>>(services =>
            services.GetRequiredService<MappedServices>()
        );
    }

    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>grpc.health.v1, for anybody, as /health is. It runs the checks when it is asked; a watch hears of a change when they run next.</summary>
    internal static void MapGrpcHealth(this WebApplication app)
    {
        app.MapGrpcHealthChecksService().AllowAnonymous();
        app.Services.GetRequiredService<MappedServices>().Routes = app;
    }

    /// <summary>Names and states only: an exception's text may carry addresses and passwords, and anyone may ask.</summary>
    static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        var body = new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
        };
        return http.Response.WriteAsync(JsonSerializer.Serialize(body), http.RequestAborted);
    }
}
