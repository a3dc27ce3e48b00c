using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Social.AppHost.Running;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>The built AppHost as a process of its own, as somebody at a terminal starts it.</summary>
sealed class AppHostRun : IAsyncDisposable
{
    // By its full path: some tests take programs out of PATH.
    static readonly string Dotnet = Environment
        .GetEnvironmentVariable("PATH")!
        .Split(':')
        .Select(p => Path.Combine(p, "dotnet"))
        .First(File.Exists);

    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(3);

    readonly Process process;
    readonly StringBuilder said = new();
    readonly string runFile;

    // In the environment of the AppHost and so of every process that it starts, however deep.
    readonly string mark = Guid.NewGuid().ToString();

    AppHostRun(string data, IEnumerable<string> args, IEnumerable<(string, string?)> environment)
    {
        runFile = Path.Combine(data, "run.json");
        // Whoever runs these tests in the background has them ignore Ctrl+C; the AppHost is not to inherit that.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", Dotnet, Checkout.AppHost, $"--Data={data}", $"--RunFile={runFile}", .. args]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOCIAL_TEST_RUN"] = mark;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Once ready: the address that logs in.</summary>
    public Uri? Dashboard { get; private set; }

    public bool HasRunFile => File.Exists(runFile);

    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    public static AppHostRun Start(string data, IEnumerable<string>? args = null, params IEnumerable<(string, string?)> environment) =>
        new(data, args ?? ["--Dashboard=off"], environment);

    /// <summary>Waits for this run's file (one that was killed left its own) and returns a client of the address in it.</summary>
    public async Task<HttpClient> ReadyAsync()
    {
        for (var until = DateTime.UtcNow + WaitTimeout; ; await Task.Delay(100))
        {
            Assert.False(process.HasExited, $"It ended with {(process.HasExited ? process.ExitCode : 0)}:\n{Said}");
            Assert.True(DateTime.UtcNow < until, $"It was not ready in time:\n{Said}");
            if (Text(runFile) is not { Length: > 0 } text)
                continue;
            var run = JsonSerializer.Deserialize<RunInfo>(text, JsonSerializerOptions.Web)!;
            if (run.Pid != process.Id)
                continue;
            Dashboard = run.Dashboard is { } address ? new(address) : null;
            return new() { BaseAddress = new(run.Web) };
        }
    }

    /// <summary>Sends a signal: INT as Ctrl+C does, or KILL.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(WaitTimeout);
        return process.ExitCode;
    }

    /// <summary>The command lines of this run's processes that still live.</summary>
    public IReadOnlyList<string> Processes() =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Where(d =>
                    int.TryParse(Path.GetFileName(d), out _) && Text(Path.Combine(d, "environ")).Contains(mark, StringComparison.Ordinal)
                )
                .Select(d => Text(Path.Combine(d, "cmdline")).Replace('\0', ' '))
                .Where(line => line.Length > 0),
        ];

    static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        // It ended while we were looking, or is somebody else's.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    void Keep(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await SignalAsync("KILL");
            await process.WaitForExitAsync();
            await SystemFixture.EventuallyAsync(() => Task.FromResult(Processes().Count == 0), TimeSpan.FromSeconds(20));
        }
        process.Dispose();
    }
}
