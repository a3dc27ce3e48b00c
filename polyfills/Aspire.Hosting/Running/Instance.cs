namespace Aspire.Hosting.Running;

/// <param name="Grace">How long it may take to stop: configuration key <c>AppHost:StopTimeout</c>, in seconds.</param>
/// <param name="Otlp">Where its telemetry goes.</param>
sealed record Conditions(TimeSpan Grace, Otlp? Otlp);

/// <summary>One replica of a process: started when what it waits for is there, started again after a crash, stopped when asked.</summary>
sealed class Instance(
    IResource resource,
    string id,
    int index,
    Conditions how,
    IServiceProvider services,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    Waiting waiting
)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Lived = TimeSpan.FromSeconds(5);

    readonly bool once = resource.HasAnnotationOfType<OnceAnnotation>();
    readonly SemaphoreSlim gate = new(1);
    CancellationTokenSource wanted = new();
    volatile ChildProcess? process;
    volatile bool retired;
    Task life = Task.CompletedTask;
    string lastWords = "";

    public string Id => id;
    public IResource Resource => resource;

    /// <summary>Sets it going; nothing happens when it already lives.</summary>
    public async Task StartAsync()
    {
        await gate.WaitAsync();
        if (!retired && life.IsCompleted)
        {
            wanted = new();
            life = Task.Run(() => LiveAsync(wanted.Token), CancellationToken.None);
        }
        gate.Release();
    }

    public async Task StopAsync()
    {
        await gate.WaitAsync();
        await wanted.CancelAsync();
        if (process is { } running)
        {
            await Publish(s => s.Is(KnownResourceStates.Running) ? s with { State = KnownResourceStates.Stopping } : s);
            await running.StopAsync(how.Grace);
        }
        await life;
        gate.Release();
    }

    /// <summary>It may end, but not start again.</summary>
    public void Retire() => retired = true;

    public void Kill() => process?.Kill();

    Task Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, id, change);

    async Task LiveAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        try
        {
            while (true)
            {
                await waiting.ForAsync(resource, id, stop);
                // How well the last one was says nothing of this one.
                await Publish(s =>
                    s with
                    {
                        State = KnownResourceStates.Starting,
                        ExitCode = null,
                        StopTimeStamp = null,
                        HealthReports = [.. s.HealthReports.Select(report => report with { Status = null })],
                    }
                );
                await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), stop);
                var started = DateTime.UtcNow;
                var code = await RunAsync(started, stop);
                var asked = stop.IsCancellationRequested || retired;
                // One that dies as soon as it starts is tried less and less often; one that had been at work is back at once.
                pause = HasWorked(started) ? FirstPause : pause;
                if (code != 0 && !asked)
                    Narrator.Complain(
                        $"  {resource.Name} ended with exit code {code}{(once ? "" : $" and starts again in {pause.TotalSeconds:0.#} s")}{lastWords}"
                    );
                ResourceStateSnapshot ending =
                    asked ? new(KnownResourceStates.Exited, null)
                    : code == 0 ? new(KnownResourceStates.Finished, null)
                    : new(once ? KnownResourceStates.Exited : "Restarting", "error");
                await Publish(s => s with { State = ending, ExitCode = code, StopTimeStamp = DateTime.UtcNow });
                if (asked || code == 0 || once)
                    return;
                await Task.Delay(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Publish(s => s with { State = KnownResourceStates.Exited });
        }
        catch (Exception e)
        {
            logs.Write(id, e is DistributedApplicationException ? e.Message : e.ToString(), error: true);
            Narrator.Complain($"  {resource.Name} does not start: {e.Message}");
            await Publish(s => s with { State = new(KnownResourceStates.FailedToStart, "error") });
        }
    }

    /// <summary>Its checks passed at last, or it has none and lived for a while.</summary>
    bool HasWorked(DateTime started) =>
        resource.Checks().Any() && notifications.TryGetCurrentState(id, out var last)
            ? last.Snapshot.HealthStatus == HealthStatus.Healthy
            : DateTime.UtcNow - started > Lived;

    /// <returns>The exit code.</returns>
    async Task<int> RunAsync(DateTime started, CancellationToken stop)
    {
        var plan = await LaunchPlan.ForAsync(resource, id, index, how.Otlp, services, stop);
        var child = await ChildProcess.StartAsync(plan.Command, plan.Args, plan.Directory, plan.Environment, Hear);
        process = child;
        await Publish(s =>
            s with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = started,
                Urls =
                [
                    .. resource
                        .Endpoints()
                        .Select(e => new UrlSnapshot(
                            e.Name,
                            e.Replicas[index].UriString,
                            !e.Transport.StartsWith("http", StringComparison.Ordinal)
                        )),
                ],
                Properties = [.. plan.Shown, new("executable.pid", child.Id)],
                EnvironmentVariables = [.. plan.Environment.Select(e => new EnvironmentVariableSnapshot(e.Key, e.Value, true))],
            }
        );
        // Asked to stop while it was being started, when nobody else knew of it yet.
        if (stop.IsCancellationRequested)
            await child.StopAsync(how.Grace);
        var code = await child.EndAsync();
        process = null;
        return code;
    }

    void Hear(string line, bool error)
    {
        logs.Write(id, line, error);
        if (error && line.Length > 0)
            lastWords = $": {line}";
    }
}
