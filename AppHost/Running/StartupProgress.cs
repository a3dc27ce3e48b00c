using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Running;

/// <summary>Prints what becomes ready, and what fails with the last lines of its log, until the system stops.</summary>
sealed class StartupProgress(
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IHostApplicationLifetime lifetime,
    ILogger<StartupProgress> log
) : BackgroundSubscriber(lifetime, log)
{
    const int LogLines = 5;

    readonly HashSet<string> announced = [];

    protected override async Task RunAsync(CancellationToken stop)
    {
        Console.WriteLine("Starting the engines and services:");
        var watch = Stopwatch.StartNew();
        await foreach (var e in notifications.WatchAsync(stop))
        {
            var state = e.Snapshot.State?.Text;
            if (IsShown(e) && Outcome(e) is { } outcome && announced.Add(e.ResourceId))
                Console.WriteLine($"  {watch.Elapsed.TotalSeconds, 5:F1} s  {NameOf(e)} {outcome}");
            else if (state == KnownResourceStates.FailedToStart && announced.Add($"{e.ResourceId} failed"))
                await Console.Error.WriteLineAsync($"  {NameOf(e)} failed to start. {await LastLinesAsync(e.Resource, stop)}");
        }
    }

    static bool IsShown(ResourceEvent e) =>
        !e.Snapshot.IsHidden
        && e.Resource is ProjectResource or ExecutableResource or ContainerResource
        && e.Resource.Name != "aspire-dashboard";

    /// <summary>The name on the dashboard: the instance's where there are several.</summary>
    static string NameOf(ResourceEvent e) =>
        e.Resource.Annotations.OfType<ReplicaAnnotation>().Any(several => several.Replicas > 1) ? e.ResourceId : e.Resource.Name;

    /// <summary>What has no endpoint serves nobody: it is done when it has ended.</summary>
    static string? Outcome(ResourceEvent e) =>
        e.Snapshot.State?.Text == KnownResourceStates.Finished && e.Snapshot.ExitCode == 0 ? "is done"
        : e.Snapshot.State?.Text == KnownResourceStates.Running
        && e.Snapshot.HealthStatus == HealthStatus.Healthy
        && (e.Resource is not ProjectResource || e.Resource.Annotations.OfType<EndpointAnnotation>().Any())
            ? "is ready"
        : null;

    async Task<string> LastLinesAsync(IResource resource, CancellationToken stop)
    {
        List<string> last = [];
        await foreach (var lines in logs.GetAllAsync(resource).WithCancellation(stop))
            last.AddRange(lines.Select(line => line.Content));
        return string.Join(Environment.NewLine, last.TakeLast(LogLines));
    }
}
