using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Running;

/// <summary>
/// Starts a crashed program again, after a pause that doubles with every crash soon after its start. What somebody stopped stays stopped,
/// and so does what runs to its end.
/// </summary>
sealed partial class Supervisor(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime,
    ILogger<Supervisor> log
) : BackgroundSubscriber(lifetime, log)
{
    static readonly TimeSpan MinPause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    /// <summary>What has run for so long did not crash at its start: it is restarted at once.</summary>
    static readonly TimeSpan StartPeriod = TimeSpan.FromSeconds(5);

    readonly Dictionary<string, Program> known = [];

    protected override async Task RunAsync(CancellationToken stop)
    {
        await foreach (var e in notifications.WatchAsync(stop))
            if (IsServer(e.Resource))
                Observe(e, stop);
    }

    void Observe(ResourceEvent e, CancellationToken stop)
    {
        var state = e.Snapshot.State?.Text;
        var program = known.GetValueOrDefault(e.ResourceId);
        if (state == program.State)
            return;
        if (state == KnownResourceStates.Running)
            program.RunningSince = DateTime.UtcNow;
        // A stop that somebody asked for passes through "Stopping"; a kill shows as "Finished" with exit code -1.
        if (
            program.State == KnownResourceStates.Running
            && state is not null
            && KnownResourceStates.TerminalStates.Contains(state)
            && e.Snapshot.ExitCode is { } code and not 0
        )
        {
            var isFirst = program.Pause == default || DateTime.UtcNow - program.RunningSince > StartPeriod;
            program.Pause = isFirst ? MinPause : TimeSpan.FromTicks(Math.Min(program.Pause.Ticks * 2, MaxPause.Ticks));
            Crashed(Log, e.ResourceId, code, program.Pause.TotalSeconds);
            _ = RestartAsync(e.ResourceId, program.Pause, stop);
        }
        known[e.ResourceId] = program with { State = state };
    }

    async Task RestartAsync(string id, TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, stop);
            var result = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, stop);
            if (!result.Success && !result.Canceled)
                NotRestarted(Log, id, result.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The whole system stops.
        }
        catch (Exception e)
        {
            NotRestarted(Log, id, e.Message);
        }
    }

    /// <summary>A project without an endpoint, such as the seed, runs to its end; also when that is a failure, running it again is not ours to decide.</summary>
    static bool IsServer(IResource resource) =>
        resource is ExecutableResource || (resource is ProjectResource && resource.Annotations.OfType<EndpointAnnotation>().Any());

    record struct Program(string? State, DateTime RunningSince, TimeSpan Pause);

    [LoggerMessage(LogLevel.Warning, "{Resource} exited with code {ExitCode}; restarting it in {Pause} s")]
    static partial void Crashed(ILogger log, string resource, int exitCode, double pause);

    [LoggerMessage(LogLevel.Error, "{Resource} could not be restarted: {Reason}")]
    static partial void NotRestarted(ILogger log, string resource, string? reason);
}
