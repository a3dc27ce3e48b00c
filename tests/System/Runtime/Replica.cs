using System.Collections.Concurrent;
using System.Diagnostics;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>
/// One more instance of a service: the same program with the same environment on ports of its own. Nobody is told of it; whoever calls it
/// has found it in the registry.
/// </summary>
sealed class Replica : IAsyncDisposable
{
    const string Listening = "Now listening on: ";

    static int count;

    readonly ConcurrentQueue<Uri> addresses = new();
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process process = null!;

    Replica(string service) =>
        (Service, Log) = (service, Path.Combine(SystemLogs.Folder, $"{service}-{Interlocked.Increment(ref count)}.log"));

    /// <summary>The file that holds what it writes.</summary>
    public string Log { get; }

    public string Service { get; }

    /// <summary>Where it speaks HTTP.</summary>
    public Uri Http => addresses.First();

    /// <summary>The address by which /api/status knows it: where it speaks gRPC, if it does.</summary>
    public Uri Address => addresses.Last();

    /// <summary>Comes back once the gateway calls it.</summary>
    public static async Task<Replica> StartAsync(SystemFixture system, string service)
    {
        // It is not to outlive the tests, however they end.
        var start = await ServiceProgram.StartInfoAsync(system, service, "setpriv", "--pdeathsig", "KILL", "--");
        var doors = service == "gateway" ? 1 : 2;
        start.Environment["ASPNETCORE_URLS"] = string.Join(';', Enumerable.Repeat("http://127.0.0.1:0", doors));
        var self = new Replica(service);
        self.Launch(start);
        try
        {
            await SystemFixture.EventuallyAsync(
                async () =>
                {
                    Assert.False(self.process.HasExited, $"{service} did not start: see {self.Log}.");
                    return self.addresses.Count == doors && (await Board.LookAsync(system)).At(service, self.Address) is { IsReady: true };
                },
                TimeSpan.FromMinutes(3)
            );
        }
        catch
        {
            await self.KillAsync();
            throw;
        }
        return self;
    }

    /// <summary>As by a power cut.</summary>
    public async Task<DateTime> KillAsync()
    {
        process.Kill();
        var at = DateTime.UtcNow;
        await ended.Task;
        return at;
    }

    /// <summary>As an orchestrator does it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            // In order, so that nobody has to find out, neither callers nor the broker.
            await StopAsync();
        process.Dispose();
    }

    /// <summary>By a thread that lasts as long as the process: its end is what the process's death signal goes by.</summary>
    void Launch(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        new Thread(() =>
        {
            using var file = TextWriter.Synchronized(new StreamWriter(Log) { AutoFlush = true });
            var running = Process.Start(start)!;
            running.OutputDataReceived += (_, line) => WriteLine(line.Data ?? "", file);
            running.ErrorDataReceived += (_, line) => WriteLine(line.Data ?? "", file);
            running.BeginOutputReadLine();
            running.BeginErrorReadLine();
            started.SetResult(running);
            running.WaitForExit();
            ended.SetResult();
        })
        {
            IsBackground = true,
        }.Start();
        process = started.Task.GetAwaiter().GetResult();
    }

    void WriteLine(string line, TextWriter log)
    {
        log.WriteLine(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            addresses.Enqueue(new(line[(at + Listening.Length)..]));
    }
}
