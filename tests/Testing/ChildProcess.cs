using System.Diagnostics;

namespace Social.Tests.Testing;

/// <summary>A program of ours in a process of its own, which a test may kill as hard as the machine would.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    readonly Process process;
    readonly List<string> lines = [];

    ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts it with these settings in its environment.</summary>
    /// <param name="program">Its assembly.</param>
    /// <param name="settings">By names of the configuration.</param>
    public static ChildProcess Start(string program, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var child = new ChildProcess(Process.Start(start)!);
        child.process.OutputDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.ErrorDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until it has printed the line.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public Task PrintsAsync(string line) => PrintsAsync(printed => printed.Contains(line), $"'{line}'");

    /// <summary>Waits until this holds of what it has printed.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public Task PrintsAsync(Func<IReadOnlyList<string>, bool> holds, string what) =>
        Wait.UntilAsync(
            async () =>
            {
                if (holds(Lines()))
                    return true;
                if (!process.HasExited)
                    return false;
                // Its last lines come a moment later.
                await process.WaitForExitAsync();
                return holds(Lines()) ? true : throw new InvalidOperationException($"The child ended without {what}:\n{Output()}");
            },
            () => $"the child to print {what}; it printed:\n{Output()}"
        );

    /// <summary>What it has printed so far.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (lines)
            return [.. lines];
    }

    /// <summary>SIGKILL: no code of it runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    string Output() => string.Join('\n', Lines());

    void OnOutput(string? line)
    {
        lock (lines)
            lines.Add(line ?? "");
    }
}
