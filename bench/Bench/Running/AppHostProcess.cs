using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Social.Bench.Running;

/// <summary>A system that this program has started by its AppHost, and stops in order.</summary>
sealed partial class AppHostProcess : IAsyncDisposable
{
    const int Terminate = 15;
    const int KeptLines = 30;

    // One address calls for everybody, more than any person would. As high as the settings may be.
    static readonly (string Name, string Value)[] Limits =
    [
        .. (
            (string[])
                [
                    "Limits__CredentialsPerMinute",
                    "Limits__CallsPerSecond",
                    "Limits__Burst",
                    "Limits__ImagesPerSecond",
                    "Limits__PostsPerMinute",
                    "Limits__UploadsPerMinute",
                    "Limits__CommentsPerMinute",
                    "Limits__FollowsPerMinute",
                    "Limits__VotesPerMinute",
                    "Chat__MessagesPerMinute",
                    "Chat__RoomMessagesPerMinute",
                    "Chat__ChangesPerMinute",
                ]
        ).Select(name => (name, "1000000")),
        ("Limits__Uploads", "1000"),
        ("Limits__CallsAtOnce", "1000"),
        ("Chat__Connections", "1000"),
        // Above the followers of any author here: fan-out is measured, not what is done instead of it.
        ("Feed__MergeAbove", "1000000"),
    ];

    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);
    static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);
    static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    readonly Process process;
    readonly ConcurrentQueue<string> lines = new();

    AppHostProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public Uri Gateway { get; private set; } = null!;

    /// <summary>Starts it on a data folder and waits until everything is healthy.</summary>
    /// <param name="seeds">Whether it is started to be seeded: then passwords are hashed on all processors.</param>
    /// <exception cref="BenchException">It does not start.</exception>
    public static async Task<AppHostProcess> StartAsync(string library, string data, bool seeds, CancellationToken stop)
    {
        var file = Path.Combine(data, "run.json");
        var start = new ProcessStartInfo("dotnet", [library, $"--Data={data}", $"--RunFile={file}", "--Dashboard=off"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Limits)
            start.Environment[name] = value;
        if (seeds)
            start.Environment["Passwords__AtOnce"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        var system = new AppHostProcess(Process.Start(start) ?? throw new BenchException("The AppHost did not start."));
        try
        {
            system.KeepOutput();
            await Progress.WhileAsync(system.ReadyAsync(file, stop), "starting");
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    void KeepOutput()
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    void Keep(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > KeptLines)
            lines.TryDequeue(out _);
    }

    async Task ReadyAsync(string file, CancellationToken stop)
    {
        // A run that was killed has left its own file.
        for (var until = DateTime.UtcNow + StartTimeout; !File.Exists(file) || Measurement.RunIn(file).Root != Id; )
        {
            if (process.HasExited || DateTime.UtcNow > until)
                throw new BenchException($"The system did not start:\n{string.Join('\n', lines)}");
            await Task.Delay(PollInterval, stop);
        }
        Gateway = Measurement.RunIn(file).Gateway;
    }

    /// <summary>Stops it in order, also when the run is broken off, and waits until none of its processes is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            _ = Kill(Id, Terminate);
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Progress.Write($"The system did not stop in {StopTimeout.TotalSeconds} s and is killed.");
                process.Kill(entireProcessTree: true);
            }
        }
        // The orchestrator outlives the AppHost by a moment.
        for (var until = DateTime.UtcNow + EndTimeout; ProcessorTimes.Of(Id).Count > 0 && DateTime.UtcNow < until; )
            await Task.Delay(PollInterval, CancellationToken.None);
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
