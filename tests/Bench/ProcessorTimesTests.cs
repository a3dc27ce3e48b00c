using System.Diagnostics;
using Social.Bench;

namespace Social.Tests.Benches;

public sealed class ProcessorTimesTests
{
    [Fact]
    public async Task Time_of_a_child_counts_while_it_runs_and_after_it_ended()
    {
        Assert.SkipUnless(ProcessorTimes.AreKnown, "Processor times are read from /proc.");
        var before = ProcessorTimes.Of(Environment.ProcessId);
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", "while :; do :; done"]))!;
        try
        {
            var name = "";
            while (name.Length == 0)
            {
                await Task.Delay(50);
                var used = ProcessorTimes.Between(before, ProcessorTimes.Of(Environment.ProcessId));
                // What sh is differs: dash, bash, busybox.
                name = used.FirstOrDefault(one => !before.ContainsKey(one.Key) && one.Value.TotalMilliseconds >= 100).Key ?? "";
            }
        }
        finally
        {
            child.Kill();
        }
        await child.WaitForExitAsync();

        var all = ProcessorTimes.Between(before, ProcessorTimes.Of(Environment.ProcessId));
        Assert.InRange(all.Sum(one => one.Value.TotalMilliseconds), 100, 600_000);
    }
}
