using System.Diagnostics;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Processor time of a system between two moments, and of everything else on the machine.</summary>
sealed class ProcessorMeter
{
    readonly Target target;
    readonly IReadOnlyDictionary<string, TimeSpan> before;
    readonly TimeSpan busy = MachineTimes.Busy();
    readonly TimeSpan own = Own();
    readonly long begin = Stopwatch.GetTimestamp();

    ProcessorMeter(Target target) => (this.target, before) = (target, ProcessorTimes.Of(target.Root));

    public static ProcessorMeter Start(Target target) => new(target);

    /// <summary>What was used since the start.</summary>
    /// <param name="calls">Over how many calls it is spread.</param>
    public (IReadOnlyDictionary<string, double> Programs, double Others) Stop(long calls)
    {
        var elapsed = Stopwatch.GetElapsedTime(begin);
        var used = ProcessorTimes.Between(before, ProcessorTimes.Of(target.Root));
        var others = MachineTimes.Busy() - busy - (Own() - own) - TimeSpan.FromTicks(used.Sum(one => one.Value.Ticks));
        return (
            used.ToDictionary(one => one.Key, one => one.Value.TotalMilliseconds / Math.Max(1, calls)),
            Math.Max(0, others / (elapsed * Environment.ProcessorCount))
        );
    }

    static TimeSpan Own()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
