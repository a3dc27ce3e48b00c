using System.Diagnostics;
using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>
/// One more instance of a service: the same program with the same environment on ports of its own. Nobody is told of it; whoever calls it
/// has found it in the registry.
/// </summary>
sealed class Replica : IAsyncDisposable
{
    static int count;

    readonly Process process;
    readonly Task ended;

    Replica(string service, Process process, Task ended) => (Service, this.process, this.ended) = (service, process, ended);

    public string Service { get; }

    /// <summary>The address by which /api/status knows it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Comes back once the gateway calls it.</summary>
    public static async Task<Replica> StartAsync(Town town, string service, params (string Name, string Value)[] settings)
    {
        var before = (await Board.LookAsync(town)).Of(service).Select(instance => instance.Id).ToHashSet();
        var one = await town.App.ResourceNotifications.WaitForResourceAsync(service, _ => true);
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        var folder = Path.Combine(Checkout.Root, service == "gateway" ? "" : "Services", name);
        // It is not to outlive the tests, however they end.
        var start = new ProcessStartInfo(
            "setpriv",
            ["--pdeathsig", "KILL", "--", "dotnet", Path.Combine(folder, "bin", Checkout.Configuration, "net10.0", $"{name}.dll")]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in one.Snapshot.EnvironmentVariables)
            start.Environment[variable.Name] = variable.Value;
        start.Environment["ASPNETCORE_URLS"] = service == "gateway" ? "http://127.0.0.1:0" : "http://127.0.0.1:0;http://127.0.0.1:0";
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        var log = Path.Combine(TownLogs.Folder, $"{service}-{Interlocked.Increment(ref count)}.log");
        var (process, ended) = Launch(start, log);
        var self = new Replica(service, process, ended);
        await Town.Eventually(
            async () =>
            {
                Assert.False(process.HasExited, $"{service} did not start: see {log}.");
                var found = (await Board.LookAsync(town)).Of(service).FirstOrDefault(one => one.IsReady && !before.Contains(one.Id));
                self.Address = found is null ? null! : new Uri(found.Address!);
                return found is not null;
            },
            TimeSpan.FromSeconds(60)
        );
        return self;
    }

    /// <summary>As by a power cut.</summary>
    public async Task<DateTime> KillAsync()
    {
        process.Kill();
        var at = DateTime.UtcNow;
        await ended;
        return at;
    }

    /// <summary>As an orchestrator does it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await ended.WaitAsync(TimeSpan.FromSeconds(30));
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
    static (Process, Task) Launch(ProcessStartInfo start, string log)
    {
        var started = new TaskCompletionSource<Process>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            using var file = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => file.WriteLine(line.Data);
            process.ErrorDataReceived += (_, line) => file.WriteLine(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            started.SetResult(process);
            process.WaitForExit();
            ended.SetResult();
        })
        {
            IsBackground = true,
        }.Start();
        return (started.Task.GetAwaiter().GetResult(), ended.Task);
    }
}
