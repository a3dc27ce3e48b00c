using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Social.Bench;

/// <summary>Waits until a moment, closer than the milliseconds of Thread.Sleep: half of one would be added to every latency.</summary>
static partial class Pause
{
    const int Millisecond = 1_000;

    /// <param name="moment">As <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public static void Until(long moment)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment).TotalMicroseconds is > 0 and var left)
            if (OperatingSystem.IsWindows())
                Thread.Sleep(left > 2 * Millisecond ? 1 : 0);
            else
                _ = USleep((uint)Math.Min(left, 100 * Millisecond));
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int USleep(uint microseconds);
}
