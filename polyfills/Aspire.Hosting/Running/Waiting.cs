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
        var needed = wait.Resource.Name;
        var behavior = wait.WaitBehavior ?? notifications.DefaultWaitBehavior;
        using var patience = new CancellationTokenSource(Patience);
        using var told = patience.Token.Register(() => narrator.Say($"  {resource.Name} waits for {needed}"));
        await notifications.WaitForResourceAsync(
            needed,
            _ =>
            {
                var all = wait
                    .Resource.InstanceIds()
                    .Select(i => notifications.TryGetCurrentState(i, out var e) ? e.Snapshot : null)
                    .ToList();
                var ended = all.FirstOrDefault(s => KnownResourceStates.TerminalStates.Contains(s?.State?.Text));
                if (wait.WaitType == WaitType.WaitForCompletion)
                    return all.All(s => s is not null && s.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state))
                        && (
                            all.All(s => s!.ExitCode == wait.ExitCode)
                                ? true
                                : throw new DistributedApplicationException(
                                    $"it waits for {needed}, which {Instances.Ending(all.First(s => s!.ExitCode != wait.ExitCode)!)}"
                                )
                        );
                if (ended is not null && behavior == WaitBehavior.StopOnResourceUnavailable)
                    throw new DistributedApplicationException($"it waits for {needed}, which {Instances.Ending(ended)}");
                if (ended is not null)
                    patience.Cancel();
                return all.All(s =>
                    s?.State?.Text == KnownResourceStates.Running && (wait.WaitType == WaitType.WaitUntilStarted || s.IsReady)
                );
            },
            stop
        );
    }
}
