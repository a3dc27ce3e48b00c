using System.Diagnostics;

namespace Social.Tests.Polyfills.Hosting;

/// <summary>The sample AppHost as a process, and all that descends from it: recognised by a variable that every one of them inherits.</summary>
sealed class RunningHost(Process host, string mark) : IDisposable
{
    public List<int> Processes =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0)
                .Where(id => id > 0 && IsMarked(id)),
        ];

    public static async Task<RunningHost> StartAsync(params string[] args)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can tie a process to its parent's life.");
        var mark = $"SAMPLE_RUN={Guid.NewGuid():N}";
        // Whoever runs these tests in the background has them ignore Ctrl+C; the host is not to inherit that.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", mark, "dotnet", Path.Combine(AppContext.BaseDirectory, "SampleHost.dll"), .. args]
        )
        {
            RedirectStandardOutput = true,
        };
        var run = new RunningHost(Process.Start(start)!, mark);
        await run.SaidAsync("web ready");
        await run.SaidAsync("web ready");
        return run;
    }

    public async Task SaidAsync(string words)
    {
        while (await host.StandardOutput.ReadLineAsync(Town.Soon) is { } line)
            if (line.Contains(words, StringComparison.Ordinal))
                return;
        throw new InvalidOperationException($"It ended without saying '{words}'.");
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{host.Id}"]);
        await kill.WaitForExitAsync(Town.Soon);
    }

    public async Task<int> ExitCodeAsync()
    {
        await host.WaitForExitAsync(Town.Soon);
        return host.ExitCode;
    }

    bool IsMarked(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It has just ended, or is someone else's.
        }
    }

    public void Dispose()
    {
        foreach (var left in Processes)
            using (var process = Process.GetProcessById(left))
                process.Kill();
        host.Dispose();
    }
}
