using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Social.ServiceDefaults;

/// <summary>One address of a service, and how many of this process's calls are on their way to it.</summary>
sealed class Instance(Uri address)
{
    int inFlight;

    public Uri Address => address;
    public int InFlight => Volatile.Read(ref inFlight);

    public void Begin() => Interlocked.Increment(ref inFlight);

    public void End() => Interlocked.Decrement(ref inFlight);
}

/// <summary>Where the instances of each service are: the addresses the AppHost configured, <c>services__profile__grpc__0</c> and on.</summary>
sealed class ServiceDirectory(IConfiguration configuration)
{
    readonly ConcurrentDictionary<string, IReadOnlyList<Instance>> configured = new();

    /// <summary>Shared by all clients of a service in this process, so that each sees the others' calls in flight.</summary>
    public IReadOnlyList<Instance> Configured(string service) => configured.GetOrAdd(service, Read);

    public static string Missing(string service) =>
        $"No address of the service '{service}' is configured: set services__{service}__grpc__0 to its gRPC address.";

    List<Instance> Read(string service) =>
        [
            .. configuration
                .GetSection($"services:{service}:grpc")
                .GetChildren()
                .Where(address => !string.IsNullOrWhiteSpace(address.Value))
                .Select(address => new Instance(new Uri(address.Value!))),
        ];
}
