namespace Aspire.Hosting.Running;

/// <summary>Holds a resource back until what it waits for is there.</summary>
sealed class Waiting(ResourceNotificationService notifications, Narrator narrator)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="DistributedApplicationException">It will never be there.</exception>
    public async Task ForAsync(IResource resource, string id, CancellationToken stop)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (waits.Count == 0)
            return;
        await notifications.PublishUpdateAsync(resource, id, s => s with { State = KnownResourceStates.Waiting });
        // Said once: after a while, or as soon as one of them has ended.
        using var patience = new CancellationTokenSource(Patience);
        using var told = patience.Token.Register(() =>
            narrator.Say($"  {resource.Name} waits for {string.Join(", ", waits.Where(w => !IsThere(w)).Select(w => w.Resource.Name))}")
        );
        await foreach (var change in notifications.WatchAsync(stop))
        {
            if (waits.Find(w => w.Resource == change.Resource) is { } wait && change.Snapshot.HasEnded)
                Judge(wait, change.Snapshot, patience);
            if (waits.TrueForAll(IsThere))
                return;
        }
    }

    void Judge(WaitAnnotation wait, CustomResourceSnapshot ended, CancellationTokenSource patience)
    {
        var completion = wait.Type == WaitType.UntilCompleted;
        if (completion ? ended.ExitCode != wait.ExitCode : notifications.Behavior == WaitBehavior.StopOnResourceUnavailable)
            throw new DistributedApplicationException($"it waits for {wait.Resource.Name}, which {ended.Ending()}");
        if (!completion)
            patience.Cancel();
    }

    bool IsThere(WaitAnnotation wait) =>
        notifications.All(
            wait.Resource,
            wait.Type switch
            {
                WaitType.UntilHealthy => s => s.IsReady && s.HealthStatus == HealthStatus.Healthy,
                WaitType.UntilStarted => s => s.Is(KnownResourceStates.Running),
                WaitType.UntilCompleted => s => s.HasEnded && s.ExitCode == wait.ExitCode,
            }
        );
}
