using Social.Tests.Ledgers;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>A ledger in a process of its own, which a test may kill.</summary>
static class LedgerProcess
{
    public static async Task<ChildProcess> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var child = ChildProcess.Start(typeof(Ledger).Assembly.Location, settings);
        await child.PrintsAsync("started");
        return child;
    }
}
