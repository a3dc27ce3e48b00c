using System.Diagnostics;
using System.Text.RegularExpressions;
using Social.Caches.Store;

namespace Social.Tests.Caches.Processes;

/// <summary>A replica in a process of its own, which a test may kill as hard as the machine would.</summary>
sealed partial class Child : IAsyncDisposable
{
    readonly Process process;
    readonly List<string> lines = [];

    Child(Process process) => this.process = process;

    public Reader Reader { get; private set; } = null!;
    public Uri Rpc { get; private set; } = null!;

    public static async Task<Child> StartAsync(IEnumerable<Uri> peers)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Replica).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Where the container checks that everything is there.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0;http://127.0.0.1:0";
        foreach (var (name, value) in Node.Settings(peers))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var child = new Child(Process.Start(start)!);
        child.process.OutputDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.ErrorDataReceived += (_, e) => child.OnOutput(e.Data);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        try
        {
            await Wait.ForAsync(() =>
            {
                Assert.False(child.process.HasExited, child.Everything());
                return child.Addresses().Count == 2;
            });
        }
        catch
        {
            child.process.Kill();
            throw;
        }
        child.Reader = new(child.Rpc = child.Addresses()[1]);
        return child;
    }

    /// <summary>SIGKILL: nothing in it gets to run again.</summary>
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
        await Reader.DisposeAsync();
    }

    List<Uri> Addresses()
    {
        lock (lines)
            return [.. lines.Select(l => Listening().Match(l)).Where(m => m.Success).Select(m => new Uri(m.Groups[1].Value))];
    }

    string Everything()
    {
        lock (lines)
            return string.Join('\n', lines);
    }

    void OnOutput(string? line)
    {
        lock (lines)
            lines.Add(line ?? "");
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
