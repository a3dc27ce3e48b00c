using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last known state of every instance, and a stream of its changes.</summary>
public class ResourceNotificationService : IDisposable
{
    readonly Lock gate = new();
    readonly ConcurrentDictionary<string, ResourceEvent> states = new(StringComparer.OrdinalIgnoreCase);
    readonly List<Channel<ResourceEvent>> watchers = [];
    readonly CancellationTokenSource disposed = new();

    internal WaitBehavior DefaultWaitBehavior { get; set; }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        states.TryGetValue(resourceId, out resourceEvent)
        || (resourceEvent = states.Values.FirstOrDefault(e => e.Resource.Name.Equals(resourceId, StringComparison.OrdinalIgnoreCase)))
            is not null;

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (gate)
        {
            var before = states.TryGetValue(resourceId, out var known)
                ? known.Snapshot
                : resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
                    ?? Instances.FirstSnapshot(resource);
            var after = stateFactory(before);
            if (after.State?.Text != before.State?.Text || after.StartTimeStamp != before.StartTimeStamp)
                after = after with { IsReady = false, HealthReports = Unasked(resource) };
            var changed = new ResourceEvent(resource, resourceId, after);
            states[resourceId] = changed;
            foreach (var watcher in watchers)
                watcher.Writer.TryWrite(changed);
        }
        return Task.CompletedTask;
    }

    static ImmutableArray<HealthReportSnapshot> Unasked(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => new HealthReportSnapshot(h.Key, null, null, null))];

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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposed.Token);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(stop.Token))
                yield return change;
        }
        finally
        {
            lock (gate)
                watchers.Remove(channel);
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName,
        IEnumerable<string> targetStates,
        CancellationToken cancellationToken = default
    ) =>
        (await WaitForResourceAsync(resourceName, e => targetStates.Contains(e.Snapshot.State?.Text), cancellationToken))
            .Snapshot
            .State!
            .Text;

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken = default
    )
    {
        await foreach (var change in WatchAsync(cancellationToken))
            if (change.Resource.Name.Equals(resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                return change;
        throw new OperationCanceledException($"The application stopped before '{resourceName}' got there.");
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until all replicas of the resource run and their checks pass.</summary>
    /// <exception cref="DistributedApplicationException">It ended instead, and <paramref name="waitBehavior"/> says to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName,
        WaitBehavior waitBehavior,
        CancellationToken cancellationToken = default
    )
    {
        bool Ready(string id) => TryGetCurrentState(id, out var e) && e.Snapshot.IsReady;
        var change = await WaitForResourceAsync(
            resourceName,
            e =>
                e.Resource.InstanceIds().All(Ready)
                || (
                    waitBehavior == WaitBehavior.StopOnResourceUnavailable
                    && KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text)
                ),
            cancellationToken
        );
        return change.Resource.InstanceIds().All(Ready)
            ? change
            : throw new DistributedApplicationException($"{resourceName} is not healthy: it {Instances.Ending(change.Snapshot)}.");
    }

    public void Dispose()
    {
        disposed.Cancel();
        GC.SuppressFinalize(this);
    }
}
