using System.Globalization;

namespace Social.Seed;

/// <summary>Progress of one phase as plain lines, since this program usually writes into a log and not to a terminal.</summary>
public sealed class ProgressLog(string phase, int total, TextWriter output, TimeProvider clock)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    long written = clock.GetTimestamp();
    int done;

    /// <summary>Counts what is done, by whichever thread; a line at most every 2 s.</summary>
    public void Advance(int count = 1)
    {
        lock (gate)
        {
            done += count;
            // The last line is Complete's.
            if (done < total && clock.GetElapsedTime(written) >= Interval)
                Write();
        }
    }

    /// <summary>The phase's last line.</summary>
    public void Complete()
    {
        lock (gate)
            Write();
    }

    void Write()
    {
        written = clock.GetTimestamp();
        var percent = total == 0 ? 100 : 100L * done / total;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase} {done} of {total} ({percent} %)"));
    }
}
