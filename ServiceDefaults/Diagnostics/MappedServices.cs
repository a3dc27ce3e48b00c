using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>
/// Names the gRPC services of this process to its health service. All of them stand on the same database, so each is as ready as the whole.
/// </summary>
sealed class MappedServices : IConfigureOptions<GrpcHealthChecksOptions>
{
    /// <summary>The process's routes; read when it starts, once all of them are mapped.</summary>
    public IEndpointRouteBuilder? Routes { get; set; }

    public void Configure(GrpcHealthChecksOptions options)
    {
        foreach (var endpoint in Routes?.DataSources.SelectMany(source => source.Endpoints) ?? [])
            if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { } call)
                options.Services.Map(call.Method.ServiceName, _ => true);
    }
}
