using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Holds a resource back until what it waits for is there.</summary>
sealed class Waiting(ResourceNotificationService notifications, Narrator narrator)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="DistributedApplicationException">It will never be there.</exception>
    public async Task ForAsync(IResource resource, string id, CancellationToken stop)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (waits.Count == 0)
            return;
        await notifications.PublishUpdateAsync(resource, id, s => s with { State = KnownResourceStates.Waiting });
        await Task.WhenAll(waits.Select(w => ForAsync(resource, w, stop)));
    }

    async Task ForAsync(IResource resource, WaitAnnotation wait, CancellationToken stop)
    {
        var (needed, name) = (wait.Resource, wait.Resource.Name);
        using var patience = new CancellationTokenSource(Patience);
        using var told = patience.Token.Register(() => narrator.Say($"  {resource.Name} waits for {name}"));
        await notifications.WaitForResourceAsync(
            name,
            change =>
            {
                var (snapshot, completion) = (change.Snapshot, wait.Type == WaitType.UntilCompleted);
                var hopeless = completion
                    ? snapshot.ExitCode != wait.ExitCode
                    : notifications.Behavior == WaitBehavior.StopOnResourceUnavailable;
                if (snapshot.HasEnded && hopeless)
                    throw new DistributedApplicationException($"it waits for {name}, which {snapshot.Ending()}");
                if (snapshot.HasEnded && !completion)
                    patience.Cancel();
                return notifications.All(
                    needed,
                    s => completion ? s.HasEnded : s.Is(KnownResourceStates.Running) && (s.IsReady || wait.Type == WaitType.UntilStarted)
                );
            },
            stop
        );
    }
}
