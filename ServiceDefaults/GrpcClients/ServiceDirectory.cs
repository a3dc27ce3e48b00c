using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Discovery;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Where the instances of each service are: those that registered, and until one has, or when the last known ones all fail, the
/// addresses the AppHost configured, <c>services__profile__grpc__0</c> and on.
/// </summary>
sealed class ServiceDirectory(IConfiguration configuration, IOptions<BreakerOptions> options, CallTelemetry telemetry, TimeProvider clock)
{
    /// <summary>How long the last known instances stay in use when the registry suddenly lists none: a flushed registry fills again within this time.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<string, IReadOnlyList<Instance>> configured = new();
    readonly ConcurrentDictionary<string, Members> registered = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> changes = new();

    /// <summary>Shared by all clients of a service in this process, so that each sees the others' calls in flight.</summary>
    public IReadOnlyList<Instance> GetInstances(string service) =>
        registered.TryGetValue(service, out var members)
        && members.Instances.Count > 0
        && (!members.IsStale || members.Instances.Any(instance => instance.IsAvailable))
            ? members.Instances
            : Configured(service);

    public IReadOnlyList<Instance> Configured(string service) => configured.GetOrAdd(service, Read);

    /// <summary>The instances registered last, including those without gRPC; empty if there are none.</summary>
    public IReadOnlyList<Registration> Registered(string service) => registered.GetValueOrDefault(service, Members.None).All;

    /// <summary>The registered instances; empty while the registry is unavailable.</summary>
    public IReadOnlyList<Registration> Current(string service) =>
        registered.TryGetValue(service, out var members) && !members.IsStale ? members.All : [];

    /// <summary>Ends as soon as the registry names others than it does now, does not answer, or answers again.</summary>
    public Task ChangeOfAsync(string service) => changes.GetOrAdd(service, _ => NewChange()).Task;

    /// <summary>Replaces the known instances by what the registry lists. A process that is still the same keeps its circuit breaker; a restarted one gets a new one.</summary>
    public void Update(string service, IReadOnlyCollection<Registration> found)
    {
        var before = registered.GetValueOrDefault(service, Members.None);
        if (found.Count == 0 && before.All.Count > 0 && clock.GetElapsedTime(before.Seen) < Memory)
        {
            MarkStale(service);
            return;
        }
        // One that was killed is listed for a while beside its successor, who has the same address.
        Registration[] living = [.. found.GroupBy(Address).Select(same => same.MaxBy(one => one.Started)!)];
        var now = living
            .Where(one => one.Grpc is not null)
            .ToDictionary(Key, one => before.ByKey.GetValueOrDefault(Key(one)) ?? NewInstance(service, one));
        registered[service] = new([.. now.Values], now, living, clock.GetTimestamp(), IsStale: false);
        if (before.IsStale || !living.Select(Key).ToHashSet().SetEquals(before.All.Select(Key)))
            AnnounceChange(service);
    }

    /// <summary>The registry does not answer: the last known instances are used as long as one of them works.</summary>
    public void MarkStale(string service)
    {
        if (registered.TryGetValue(service, out var members) && !members.IsStale)
        {
            registered[service] = members with { IsStale = true };
            AnnounceChange(service);
        }
    }

    void AnnounceChange(string service)
    {
        if (changes.TryRemove(service, out var change))
            change.TrySetResult();
    }

    public static string Missing(string service) =>
        $"No address of the service '{service}' is configured: set services__{service}__grpc__0 to its gRPC address.";

    static Uri Address(Registration one) => one.Grpc ?? one.Http;

    static (string, Uri, DateTimeOffset) Key(Registration one) => (one.Id, Address(one), one.Started);

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    Instance NewInstance(string service, Registration one) => new(service, one.Grpc!, new Breaker(options.Value, clock), telemetry);

    List<Instance> Read(string service) =>
        [
            .. configuration
                .GetSection($"services:{service}:grpc")
                .GetChildren()
                .Where(address => !string.IsNullOrWhiteSpace(address.Value))
                .Select(address => new Instance(service, new Uri(address.Value!), breaker: null, telemetry)),
        ];

    /// <param name="Instances">Those that speak gRPC, in no order.</param>
    /// <param name="ByKey">The same by what makes a process the same.</param>
    /// <param name="All">As they described themselves.</param>
    /// <param name="Seen">When the registry last named them.</param>
    /// <param name="IsStale">Whether the registry has not answered, or listed nothing, since.</param>
    sealed record Members(
        IReadOnlyList<Instance> Instances,
        Dictionary<(string, Uri, DateTimeOffset), Instance> ByKey,
        IReadOnlyList<Registration> All,
        long Seen,
        bool IsStale
    )
    {
        public static readonly Members None = new([], [], [], 0, false);
    }
}
