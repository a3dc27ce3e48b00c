using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.ServiceDiscovery;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// The registry as a source of service discovery: <c>http://auth</c> are the HTTP addresses of Auth's instances, <c>http://_grpc.auth</c>
/// those of gRPC. Only services that this process watches in the registry are known here.
/// </summary>
sealed class RegistryEndpointProviderFactory(ServiceDirectory directory, IEnumerable<CalledService> called)
    : IServiceEndpointProviderFactory
{
    readonly FrozenSet<string> watched = called.Select(service => service.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        Func<Registration, Uri?>? address = query.EndpointName switch
        {
            null or "http" => instance => instance.Http,
            "grpc" => instance => instance.Grpc,
            _ => null,
        };
        provider =
            address is not null && watched.Contains(query.ServiceName) ? new RegistryEndpointProvider(directory, query, address) : null;
        return provider is not null;
    }
}
