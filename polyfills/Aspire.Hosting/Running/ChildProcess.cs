using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>
/// A process that does not outlive this one. On Linux it leads its own session, so that Ctrl+C in a terminal does not reach it and stopping
/// keeps its order; it is told TERM when this process is gone, and a watcher kills what is left of its group 3 s later, grandchildren
/// included. On other systems it is started plainly: when this process is killed there, it stays behind.
/// </summary>
sealed class ChildProcess
{
    static readonly bool Careful = OperatingSystem.IsLinux() && Find("setsid", null) is not null && Find("setpriv", null) is not null;

    // The death signal fires when the thread that started the process ends, so all are started by one that never does.
    static readonly BlockingCollection<Action> Orders = [];
    static readonly Lazy<StreamWriter> Watcher = new(StartWatcher);

    /// <summary>Reads "+ group" and "- group" and, when its input ends with this process, ends the groups it still knows.</summary>
    const string WatcherScript = """
        exec >/dev/null 2>&1
        groups=
        while read -r what group; do
          if [ "$what" = + ]; then groups="$groups $group"; continue; fi
          left=
          for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done
          groups=$left
        done
        for g in $groups; do kill -TERM "-$g"; done
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
          alive=
          for g in $groups; do kill -0 "-$g" && alive=1; done
          [ "$alive" ] || exit 0
          sleep 0.2
        done
        for g in $groups; do kill -KILL "-$g"; done
        """;

    readonly Process process;

    static ChildProcess() =>
        new Thread(() =>
        {
            foreach (var order in Orders.GetConsumingEnumerable())
                order();
        })
        {
            IsBackground = true,
            Name = "Starter of processes",
        }.Start();

    ChildProcess(Process process, Action<string, bool> line)
    {
        this.process = process;
        Output = Task.WhenAll(Read(process.StandardOutput, false), Read(process.StandardError, true));
        async Task Read(StreamReader reader, bool error)
        {
            while (await reader.ReadLineAsync() is { } text)
                line(text, error);
        }
    }

    public int Id => process.Id;
    Task Output { get; }

    /// <summary>Starts it. Each line it writes goes to <paramref name="line"/>, with whether it was written to the error output.</summary>
    /// <exception cref="DistributedApplicationException">The program or the working directory is not there.</exception>
    public static async Task<ChildProcess> StartAsync(
        string command,
        IEnumerable<string> args,
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        Action<string, bool> line
    )
    {
        if (!Directory.Exists(directory))
            throw new DistributedApplicationException($"the directory {directory} does not exist");
        var file = Find(command, directory) ?? throw new DistributedApplicationException($"the program '{command}' is not found");
        List<string> all = Careful ? ["setsid", "setpriv", "--pdeathsig", "TERM", "--", file, .. args] : [file, .. args];
        var start = new ProcessStartInfo(all[0], all.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var child = new ChildProcess(await OnStarterAsync(() => Process.Start(start)!), line);
        if (Careful)
            Tell('+', child.Id);
        return child;
    }

    /// <summary>Waits for its end and clears away what it may have left of its group.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None);
        if (Careful)
        {
            Signals.To(-Id, Signals.Kill);
            Tell('-', Id);
        }
        // A grandchild outside the group may hold the pipe open; its words are not worth waiting for.
        await Task.WhenAny(Output, Task.Delay(TimeSpan.FromSeconds(1)));
        return process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it when it has not within <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
        {
            Kill();
            return;
        }
        Signals.To(Id, Signals.Terminate);
        // PostgreSQL waits on TERM for its clients to leave; INT makes it hurry.
        foreach (var next in (int[])[Signals.Interrupt, Signals.Kill])
        {
            using var half = new CancellationTokenSource(grace / 2);
            try
            {
                await process.WaitForExitAsync(half.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                Signals.To(next == Signals.Kill && Careful ? -Id : Id, next);
            }
        }
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public void Kill()
    {
        if (Careful)
            Signals.To(-Id, Signals.Kill);
        else
            process.Kill(entireProcessTree: true);
    }

    static Task<Process> OnStarterAsync(Func<Process> start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException)
            {
                started.SetException(new DistributedApplicationException($"it cannot be started: {e.Message}", e));
            }
        });
        return started.Task;
    }

    static void Tell(char what, int group)
    {
        lock (Watcher)
            Watcher.Value.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {group}"));
    }

    static StreamWriter StartWatcher()
    {
        var watcher = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", WatcherScript]) { RedirectStandardInput = true })!;
        watcher.StandardInput.AutoFlush = true;
        return watcher.StandardInput;
    }

    static string? Find(string command, string? directory)
    {
        if (command.Contains('/') || Path.IsPathRooted(command))
            return File.Exists(Path.GetFullPath(command, directory ?? ".")) ? Path.GetFullPath(command, directory ?? ".") : null;
        string[] endings = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? [".exe", ".cmd", ".bat", ""] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => endings, (path, ending) => Path.Combine(path, command + ending))
            .FirstOrDefault(File.Exists);
    }
}
