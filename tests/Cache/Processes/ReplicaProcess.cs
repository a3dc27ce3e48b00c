using System.Text.RegularExpressions;
using Social.Caches.Store;
using Social.Tests.Testing;

namespace Social.Tests.Caches.Processes;

/// <summary>A replica in a process of its own, which a test may kill as hard as the machine would.</summary>
sealed partial class ReplicaProcess : IAsyncDisposable
{
    readonly ChildProcess process;

    ReplicaProcess(ChildProcess process)
    {
        this.process = process;
        Rpc = Addresses(process.Lines())[1];
        Reader = new(Rpc);
    }

    public Reader Reader { get; }
    public Uri Rpc { get; }

    public static async Task<ReplicaProcess> StartAsync(IEnumerable<Uri> peers)
    {
        var process = ChildProcess.Start(
            typeof(Replica).Assembly.Location,
            [
                .. Node.Settings(peers),
                // Where the container checks that everything is there.
                new("ASPNETCORE_ENVIRONMENT", "Development"),
                new("ASPNETCORE_URLS", "http://127.0.0.1:0;http://127.0.0.1:0"),
            ]
        );
        try
        {
            await process.PrintsAsync(lines => Addresses(lines).Count == 2, "its addresses");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new(process);
    }

    /// <summary>SIGKILL: nothing in it gets to run again.</summary>
    public Task KillAsync() => process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await Reader.DisposeAsync();
    }

    static List<Uri> Addresses(IEnumerable<string> lines) =>
        [.. lines.Select(l => Listening().Match(l)).Where(m => m.Success).Select(m => new Uri(m.Groups[1].Value))];

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
