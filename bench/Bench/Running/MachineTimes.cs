using System.Globalization;

namespace Social.Bench.Running;

/// <summary>How busy the whole machine's processors are: from /proc/stat (proc(5)), so on Linux alone.</summary>
static class MachineTimes
{
    const double TicksPerSecond = 100;

    // After the name: user, nice, system, idle, iowait, irq, softirq and steal.
    const int Idle = 3,
        Waiting = 4,
        Steal = 7;

    /// <summary>Processor time that all programs have used since the machine started; zero where it is not known.</summary>
    public static TimeSpan Busy()
    {
        if (!ProcessorTimes.AreKnown)
            return TimeSpan.Zero;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var busy = fields.Take(Steal + 1).Where((_, i) => i is not (Idle or Waiting)).Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(busy / TicksPerSecond);
    }
}
