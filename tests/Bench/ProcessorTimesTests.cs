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

    [Fact]
    public async Task A_process_that_monitors_this_one_counts_with_its_children()
    {
        Assert.SkipUnless(ProcessorTimes.AreKnown, "Processor times are read from /proc.");
        var root = Environment.ProcessId;
        // The parent of what is started ends at once, as the orchestrator's does.
        using var starter = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"sh -c 'while :; do :; done' monitor --monitor {root} & echo $!"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var id = int.Parse((await starter.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        using var orphan = Process.GetProcessById(id);
        try
        {
            await starter.WaitForExitAsync();
            while (ProcessorTimes.Of(root).Values.Sum(used => used.TotalMilliseconds) < OwnTime() + 200)
                await Task.Delay(50);
        }
        finally
        {
            orphan.Kill();
        }

        static double OwnTime()
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalMilliseconds;
        }
    }
}
