using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>The gRPC services by which tools and the status page look at a process.</summary>
static class DiagnosticEndpoints
{
    static readonly PathString[] Paths =
    [
        HealthExtensions.ReadyPath,
        HealthExtensions.AlivePath,
        "/grpc.health.v1.Health",
        "/grpc.reflection.v1.ServerReflection",
        "/grpc.reflection.v1alpha.ServerReflection",
        "/social.inspection.v1.InstanceService",
    ];

    public static void AddDiagnostics(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<InstanceInfo>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddGrpcReflection();
        builder.Services.AddSingleton(provider => new InstanceProber(
            provider.GetRequiredService<ServiceDirectory>(),
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<InstanceInfo>(),
            provider.GetRequiredService<Readiness>(),
            provider.GetRequiredService<IServer>()
        ));
    }

    /// <summary>Counts the requests in flight; first in the pipeline.</summary>
    public static void UseLoad(this WebApplication app) => app.Use(app.Services.GetRequiredService<InstanceInfo>().CountAsync);

    public static void MapDiagnostics(this WebApplication app)
    {
        // The gateway speaks no gRPC to anybody; what it is doing it knows itself.
        if (Names.GetServiceName(app.Environment) == Names.Gateway)
            return;
        app.MapGrpcHealth();
        app.MapGrpcService<InstanceApi>();
        // While the system is being written anybody may ask what there is. Elsewhere only its own processes: it is a map of all calls,
        // those for processes alone included, and whoever got as far as this port has no need of one.
        var reflection = app.MapGrpcReflectionService();
        if (app.Environment.IsDevelopment())
            reflection.AllowAnonymous();
        else
            reflection.RequireAuthorization(InternalOnlyAttribute.PolicyName);
    }

    /// <summary>Whether a request is for health, reflection or instance information.</summary>
    public static bool IsDiagnosticEndpoint(PathString path) =>
        Array.Exists(Paths, known => path.StartsWithSegments(known, StringComparison.Ordinal));
}
