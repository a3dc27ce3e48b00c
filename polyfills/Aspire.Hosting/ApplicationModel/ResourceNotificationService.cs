using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last known state of every instance, and a stream of its changes.</summary>
public class ResourceNotificationService
{
    readonly Lock gate = new();
    readonly ConcurrentDictionary<string, ResourceEvent> states = new(StringComparer.OrdinalIgnoreCase);
    readonly List<Channel<ResourceEvent>> watchers = [];

    /// <summary>What becomes of those who wait for something that has ended: by default they wait on where there is a dashboard to start it again.</summary>
    internal WaitBehavior Behavior { get; init; }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        states.TryGetValue(resourceId, out resourceEvent);

    /// <summary>Whether that holds for all replicas.</summary>
    internal bool All(IResource resource, Func<CustomResourceSnapshot, bool> holds) =>
        resource.InstanceIds().All(id => TryGetCurrentState(id, out var e) && holds(e.Snapshot));

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (gate)
        {
            var before = TryGetCurrentState(resourceId, out var known) ? known.Snapshot : CustomResourceSnapshot.First(resource);
            var after = stateFactory(before);
            // What the checks said of it before is no longer true.
            if (after.State != before.State || after.StartTimeStamp != before.StartTimeStamp)
                after = after with
                {
                    IsReady = false,
                    HealthReports = [.. resource.Checks().Select(h => new HealthReportSnapshot(h.Key, null, null, null))],
                };
            var changed = states[resourceId] = new(resource, resourceId, after);
            foreach (var watcher in watchers)
                watcher.Writer.TryWrite(changed);
        }
        return Task.CompletedTask;
    }

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        Task.WhenAll(resource.InstanceIds().Select(id => PublishUpdateAsync(resource, id, stateFactory)));

    /// <summary>Every current state, then every change until cancelled.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (gate)
        {
            foreach (var state in states.Values)
                channel.Writer.TryWrite(state);
            watchers.Add(channel);
        }
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            lock (gate)
                watchers.Remove(channel);
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, e => e.Snapshot.Is(targetState ?? KnownResourceStates.Running), cancellationToken);

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken = default
    )
    {
        await foreach (var change in WatchAsync(cancellationToken))
            if (change.Resource.Name.Equals(resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                return change;
        throw new OperationCanceledException(cancellationToken);
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, Behavior, cancellationToken);

    /// <summary>Waits until all replicas of the resource run and their checks pass.</summary>
    /// <exception cref="DistributedApplicationException">It ended instead, and <paramref name="waitBehavior"/> says to stop then.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName,
        WaitBehavior waitBehavior,
        CancellationToken cancellationToken = default
    ) =>
        WaitForResourceAsync(
            resourceName,
            e =>
                waitBehavior == WaitBehavior.StopOnResourceUnavailable && e.Snapshot.HasEnded
                    ? throw new DistributedApplicationException($"{resourceName} is not healthy: it {e.Snapshot.Ending()}.")
                    : All(e.Resource, s => s.IsReady),
            cancellationToken
        );
}
