using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Social.ServiceDefaults;

/// <summary>Where the instances of each service are: the addresses the AppHost configured, <c>services__profile__grpc__0</c> and on.</summary>
sealed class ServiceDirectory(IConfiguration configuration, CallTelemetry telemetry)
{
    readonly ConcurrentDictionary<string, IReadOnlyList<Instance>> configured = new();

    /// <summary>Shared by all clients of a service in this process, so that each sees the others' calls in flight.</summary>
    public IReadOnlyList<Instance> Of(string service) => Configured(service);

    public IReadOnlyList<Instance> Configured(string service) => configured.GetOrAdd(service, Read);

    public static string Missing(string service) =>
        $"No address of the service '{service}' is configured: set services__{service}__grpc__0 to its gRPC address.";

    List<Instance> Read(string service) =>
        [
            .. configuration
                .GetSection($"services:{service}:grpc")
                .GetChildren()
                .Where(address => !string.IsNullOrWhiteSpace(address.Value))
                .Select(address => new Instance(service, new Uri(address.Value!), breaker: null, telemetry)),
        ];
}
