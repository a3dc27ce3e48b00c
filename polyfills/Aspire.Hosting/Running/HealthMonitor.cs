using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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

    public async Task RunAsync(CancellationToken stop)
    {
        Dictionary<string, (DateTime? Start, CancellationTokenSource Stop)> watched = [];
        try
        {
            await foreach (var change in notifications.WatchAsync(stop))
            {
                var (id, snapshot) = (change.ResourceId, change.Snapshot);
                var running = snapshot.State?.Text == KnownResourceStates.Running;
                if (watched.TryGetValue(id, out var known) && (!running || known.Start != snapshot.StartTimeStamp))
                {
                    await known.Stop.CancelAsync();
                    watched.Remove(id);
                }
                if (!running || watched.ContainsKey(id))
                    continue;
                var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
                watched[id] = (snapshot.StartTimeStamp, own);
                _ = WatchAsync(change.Resource, id, snapshot.StartTimeStamp, own.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }

    async Task WatchAsync(IResource resource, string id, DateTime? start, CancellationToken stop)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().ToList();
        var replica = resource.InstanceIds().ToList().IndexOf(id);
        var announced = false;
        try
        {
            while (true)
            {
                var reports = await Task.WhenAll(keys.Select(k => AskAsync(k, replica, stop)));
                await UpdateAsync(s => s with { HealthReports = [.. reports] });
                var healthy = reports.All(r => r.Status == HealthStatus.Healthy);
                if (healthy && !announced)
                {
                    announced = true;
                    await AnnounceAsync(resource, stop);
                }
                if (keys.Count == 0)
                    return;
                await Task.Delay(healthy ? Seldom : Often, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }

        // A report about a process that has been replaced since says nothing about its successor.
        Task UpdateAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
            notifications.PublishUpdateAsync(
                resource,
                id,
                s => s.State?.Text == KnownResourceStates.Running && s.StartTimeStamp == start ? change(s) : s
            );
    }

    async Task AnnounceAsync(IResource resource, CancellationToken stop)
    {
        bool Healthy(string id) => notifications.TryGetCurrentState(id, out var e) && e.Snapshot.HealthStatus == HealthStatus.Healthy;
        var all = resource.InstanceIds();
        if (!all.All(Healthy))
            return;
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Narrator.Complain($"  {resource.Name} is not ready: {e.Message}");
            return;
        }
        foreach (var id in all)
            await notifications.PublishUpdateAsync(
                resource,
                id,
                s => s.HealthStatus == HealthStatus.Healthy ? s with { IsReady = true } : s
            );
    }

    async Task<HealthReportSnapshot> AskAsync(HealthCheckAnnotation check, int replica, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            if (check.Replica is { } ask)
            {
                var result = await ask(Math.Max(0, replica), limit.Token);
                return new(check.Key, result.Status, result.Description, null) { LastRunAt = DateTime.UtcNow };
            }
            var report = await checks.CheckHealthAsync(r => r.Name == check.Key, limit.Token);
            return report.Entries.TryGetValue(check.Key, out var entry)
                ? new(check.Key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = DateTime.UtcNow }
                : new(check.Key, HealthStatus.Unhealthy, $"No health check is registered under '{check.Key}'.", null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(check.Key, HealthStatus.Unhealthy, "It took longer than 10 s.", null) { LastRunAt = DateTime.UtcNow };
        }
    }
}
