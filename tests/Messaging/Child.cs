using System.Diagnostics;
using Social.Tests.Ledgers;

namespace Social.Tests.Messaging;

/// <summary>A ledger in a process of its own, which a test may kill.</summary>
sealed class Child : IAsyncDisposable
{
    readonly Process process;
    readonly List<string> lines = [];

    Child(Process process) => this.process = process;

    public static async Task<Child> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Ledger).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        var child = new Child(Process.Start(start)!);
        child.process.OutputDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.ErrorDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        await child.PrintsAsync("started");
        return child;
    }

    /// <summary>Waits until it has printed the line.</summary>
    public Task PrintsAsync(string line) =>
        Wait.UntilAsync(
            () =>
            {
                lock (lines)
                {
                    return Task.FromResult(lines.Contains(line));
                }
            },
            () => $"the child to print '{line}'; it printed:\n{Output()}"
        );

    public int Id => process.Id;

    /// <summary>SIGKILL: no code of it runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }
        process.Dispose();
    }

    string Output()
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }

    void OnOutput(string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }
}
