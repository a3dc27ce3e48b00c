using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Infrastructure;

/// <summary>Shows the state and the logs of a hidden process as those of the engine that it runs.</summary>
/// <param name="family">The engine and its children, such as databases.</param>
sealed partial class ProcessMirror(
    ExecutableResource process,
    ContainerResource engine,
    IReadOnlyList<IResource> family,
    IServiceProvider services
)
{
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    readonly ResourceNotificationService states = services.GetRequiredService<ResourceNotificationService>();
    readonly HealthCheckService health = services.GetRequiredService<HealthCheckService>();
    readonly ResourceLoggerService logs = services.GetRequiredService<ResourceLoggerService>();
    readonly HashSet<string> checks = [.. engine.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key)];

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(MirrorStateAsync(stop), MirrorLogsAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The whole system has stopped.
        }
    }

    async Task MirrorStateAsync(CancellationToken stop)
    {
        string? last = null;
        await foreach (var e in states.WatchAsync(stop))
        {
            if (e.Resource != process || e.Snapshot is not { State: { Text.Length: > 0 } state } now || state.Text == last)
                continue;
            last = state.Text;
            // "Running" only once it answers: whoever waits would otherwise take the health from before a restart for that after it.
            while (last == KnownResourceStates.Running && IsRunning(e.ResourceId) && !await AnswersAsync(stop))
                await Task.Delay(PollInterval, stop);
            if (last == KnownResourceStates.Running && !IsRunning(e.ResourceId))
                continue;
            foreach (var one in family)
                await states.PublishUpdateAsync(
                    one,
                    before =>
                        before with
                        {
                            ResourceType = one == engine ? "Process" : before.ResourceType,
                            State = state,
                            StartTimeStamp = now.StartTimeStamp,
                            StopTimeStamp = now.StopTimeStamp,
                            ExitCode = now.ExitCode,
                        }
                );
        }
    }

    bool IsRunning(string id) =>
        states.TryGetCurrentState(id, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running;

    async Task<bool> AnswersAsync(CancellationToken stop)
    {
        // The clients of the health checks are slow to give up on a port where nobody listens yet.
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", ((IResourceWithEndpoints)engine).GetEndpoint("tcp").Port, stop);
        }
        catch (SocketException)
        {
            return false;
        }
        return (await health.CheckHealthAsync(check => checks.Contains(check.Name), stop)).Status == HealthStatus.Healthy;
    }

    /// <summary>All as ordinary lines: PostgreSQL writes its whole log to standard error.</summary>
    async Task MirrorLogsAsync(CancellationToken stop)
    {
        var log = logs.GetLogger(engine);
        await foreach (var lines in logs.WatchAsync(process).WithCancellation(stop))
        foreach (var line in lines)
            Written(log, WithoutTime(line.Content));
    }

    [LoggerMessage(LogLevel.Information, "{Line}")]
    static partial void Written(ILogger log, string line);

    /// <summary>The orchestrator puts a time before each line, and the engine's logger will do so again.</summary>
    static string WithoutTime(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
