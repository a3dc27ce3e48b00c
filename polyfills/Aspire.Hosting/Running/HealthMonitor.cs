namespace Aspire.Hosting.Running;

/// <summary>Asks the health checks of everything that runs, often until they pass and every 5 s from then on, and announces who is ready.</summary>
sealed class HealthMonitor(
    IServiceProvider services,
    HealthCheckService checks,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing
)
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken stop)
    {
        Dictionary<string, DateTime?> watched = [];
        List<Task> all = [];
        try
        {
            await foreach (var change in notifications.WatchAsync(stop))
            {
                var (id, snapshot) = (change.ResourceId, change.Snapshot);
                if (
                    !snapshot.Is(KnownResourceStates.Running)
                    || (watched.TryGetValue(id, out var start) && start == snapshot.StartTimeStamp)
                )
                    continue;
                watched[id] = snapshot.StartTimeStamp;
                all.RemoveAll(t => t.IsCompleted);
                all.Add(WatchAsync(change.Resource, id, snapshot.StartTimeStamp, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        await Task.WhenAll(all);
    }

    /// <summary>Until that run of the instance is over.</summary>
    async Task WatchAsync(IResource resource, string id, DateTime? start, CancellationToken stop)
    {
        var checks = resource.Checks().ToList();
        var replica = Math.Max(0, resource.InstanceIds().ToList().IndexOf(id));
        var announced = false;
        bool Same(CustomResourceSnapshot s) => s.Is(KnownResourceStates.Running) && s.StartTimeStamp == start;
        try
        {
            while (true)
            {
                var reports = await Task.WhenAll(checks.Select(c => AskAsync(c, replica, stop)));
                if (!notifications.TryGetCurrentState(id, out var now) || !Same(now.Snapshot))
                    return;
                if (!reports.SequenceEqual(now.Snapshot.HealthReports))
                    await notifications.PublishUpdateAsync(resource, id, s => Same(s) ? s with { HealthReports = [.. reports] } : s);
                var healthy = reports.All(r => r.Status == HealthStatus.Healthy);
                announced = announced || (healthy && await AnnounceAsync(resource, stop));
                if (healthy && checks.Count == 0)
                    return;
                await Task.Delay(healthy ? Seldom : Often, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }

    /// <summary>The last replica to become healthy makes the resource ready.</summary>
    async Task<bool> AnnounceAsync(IResource resource, CancellationToken stop)
    {
        if (!notifications.All(resource, s => s.HealthStatus == HealthStatus.Healthy))
            return false;
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), stop);
            await notifications.PublishUpdateAsync(resource, s => s.HealthStatus == HealthStatus.Healthy ? s with { IsReady = true } : s);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Narrator.Complain($"  {resource.Name} is not ready: {e.Message}");
        }
        return true;
    }

    async Task<HealthReportSnapshot> AskAsync(HealthCheckAnnotation check, int replica, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Longest);
        try
        {
            if (check.Replica is { } ask)
            {
                var answer = await ask(replica, limit.Token);
                return new(check.Key, answer.Status, answer.Description, null);
            }
            var report = await checks.CheckHealthAsync(r => r.Name == check.Key, limit.Token);
            return report.Entries.TryGetValue(check.Key, out var entry)
                ? new(check.Key, entry.Status, entry.Description, entry.Exception?.Message)
                : new(check.Key, HealthStatus.Unhealthy, $"No health check is registered under '{check.Key}'.", null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(check.Key, HealthStatus.Unhealthy, $"No answer within {Longest.TotalSeconds} s.", null);
        }
    }
}
