using System.Globalization;
using System.Text;

namespace Social.Bench;

/// <summary>Processor time of a call by program, as a table that is read on a console as well as in Markdown.</summary>
static class ProcessorReport
{
    /// <param name="used">What each program of the system used while it was called.</param>
    /// <param name="calls">How often it was called.</param>
    /// <param name="bare">What the bare endpoint used.</param>
    /// <param name="bareCalls">How often that was called.</param>
    public static string Of(
        IReadOnlyList<KeyValuePair<string, TimeSpan>> used,
        long calls,
        IReadOnlyList<KeyValuePair<string, TimeSpan>> bare,
        long bareCalls
    )
    {
        if (!ProcessorTimes.AreKnown)
            return "\nProcessor times are read from /proc, which this platform lacks.\n";
        var all = Sum(used);
        List<(string Program, TimeSpan Used, long Calls)> rows =
        [
            .. used.Select(one => (one.Key, one.Value, calls)),
            ("all processes", all, calls),
            (Report.Bare, Sum(bare), bareCalls),
        ];
        var text = new StringBuilder("\n");
        text.AppendLine("| program         | processor ms a call | share |");
        text.AppendLine("| --------------- | ------------------: | ----: |");
        foreach (var (program, time, times) in rows)
        {
            var share = program == Report.Bare ? "" : Text(time / all * 100, "F0") + " %";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {program, -15} | {Text(time.TotalMilliseconds / times, "F2"), 19} | {share, 5} |"
            );
        }
        text.AppendLine();
        text.AppendLine(
            "Processor time of all that each program did meanwhile, also beside the calls, over the number of calls of all kinds."
        );
        return text.ToString();
    }

    static TimeSpan Sum(IEnumerable<KeyValuePair<string, TimeSpan>> used) => used.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Value);

    static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
