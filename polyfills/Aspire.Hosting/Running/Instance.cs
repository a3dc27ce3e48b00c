using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running;

/// <summary>One replica of a process: started when what it waits for is there, started again after a crash, stopped when asked.</summary>
sealed class Instance(
    IResource resource,
    string id,
    int index,
    bool once,
    Otlp otlp,
    IServiceProvider services,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs
)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim gate = new(1);
    CancellationTokenSource wanted = new();
    volatile ChildProcess? process;
    Task life = Task.CompletedTask;
    volatile bool retired;
    string lastWords = "";

    public string Id => id;

    /// <summary>Sets it going; nothing happens when it already lives.</summary>
    public async Task Start()
    {
        await gate.WaitAsync();
        try
        {
            if (retired || !life.IsCompleted)
                return;
            wanted = new();
            var stop = wanted.Token;
            life = Task.Run(() => LiveAsync(stop), CancellationToken.None);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task StopAsync(TimeSpan grace)
    {
        await gate.WaitAsync();
        try
        {
            await wanted.CancelAsync();
            if (process is { } running)
            {
                await Publish(s => s.State?.Text == KnownResourceStates.Running ? s with { State = KnownResourceStates.Stopping } : s);
                await running.StopAsync(grace);
            }
            await life;
        }
        finally
        {
            gate.Release();
        }
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
                await services.GetRequiredService<Waiting>().ForAsync(resource, id, stop);
                await Publish(s => s with { State = KnownResourceStates.Starting, ExitCode = null, StopTimeStamp = null });
                await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), stop);
                var started = DateTime.UtcNow;
                var code = await RunAsync(started, stop);
                if (stop.IsCancellationRequested || retired || code == 0 || once)
                {
                    await EndAsync(code, stop.IsCancellationRequested || retired);
                    return;
                }
                if (DateTime.UtcNow - started > LongestPause)
                    pause = FirstPause;
                Narrator.Complain($"  {resource.Name} ended with exit code {code} and starts again in {pause.TotalSeconds:0} s{lastWords}");
                await Publish(s =>
                    s with
                    {
                        State = new("Restarting", KnownResourceStateStyles.Warn),
                        ExitCode = code,
                        StopTimeStamp = DateTime.UtcNow,
                    }
                );
                await Task.Delay(pause, stop);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Publish(s => s with { State = s.StartTimeStamp is null ? KnownResourceStates.NotStarted : KnownResourceStates.Exited });
        }
        catch (Exception e)
        {
            logs.Write(id, e is DistributedApplicationException ? e.Message : e.ToString(), error: true);
            Narrator.Complain($"  {resource.Name} does not start: {e.Message}");
            await Publish(s => s with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
        }
    }

    async Task<int> RunAsync(DateTime started, CancellationToken stop)
    {
        var plan = await LaunchPlan.ForAsync(resource, id, index, otlp, services, stop);
        stop.ThrowIfCancellationRequested();
        var child = process = await ChildProcess.StartAsync(
            plan.Command,
            plan.Args,
            plan.Directory,
            plan.Environment,
            (line, error) =>
            {
                logs.Write(id, line, error);
                if (line.Length > 0 && error)
                    lastWords = $": {line}";
            }
        );
        await Publish(s =>
            s with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = started,
                Urls = plan.Urls,
                Properties = [.. plan.Properties, new("executable.pid", child.Id)],
                EnvironmentVariables = [.. plan.Environment.Select(e => new EnvironmentVariableSnapshot(e.Key, e.Value, true))],
            }
        );
        // Asked to stop while it was being started: nobody else knows of it yet.
        var code = stop.IsCancellationRequested ? await StopNow(child) : await child.EndAsync();
        process = null;
        return code;
    }

    static async Task<int> StopNow(ChildProcess child)
    {
        await child.StopAsync(TimeSpan.FromSeconds(10));
        return await child.EndAsync();
    }

    Task EndAsync(int code, bool asked)
    {
        if (code != 0 && !asked)
            Narrator.Complain($"  {resource.Name} ended with exit code {code}{lastWords}");
        return Publish(s =>
            s with
            {
                State =
                    asked || code != 0
                        ? new ResourceStateSnapshot(KnownResourceStates.Exited, asked ? null : KnownResourceStateStyles.Error)
                        : KnownResourceStates.Finished,
                ExitCode = code,
                StopTimeStamp = DateTime.UtcNow,
            }
        );
    }
}
