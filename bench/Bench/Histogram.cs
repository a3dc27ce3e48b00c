using System.Numerics;

namespace Social.Bench;

/// <summary>
/// How often each latency occurred, in microseconds to three digits: 1,024 steps for each power of two, as HdrHistogram counts. Many may
/// record at once.
/// </summary>
public sealed class Histogram
{
    const int Digits = 10;
    const int Steps = 1 << Digits;

    // 2^31 µs are 36 minutes.
    const long Largest = (1L << 31) - 1;

    readonly long[] counts = new long[(31 - Digits + 1) * Steps];
    long count;
    long max;

    public long Count => Interlocked.Read(ref count);

    /// <summary>The largest that was recorded, exactly.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref max));

    public void Record(TimeSpan latency)
    {
        var value = Math.Clamp((long)latency.TotalMicroseconds, 0, Largest);
        Interlocked.Increment(ref counts[Index(value)]);
        Interlocked.Increment(ref count);
        for (var seen = Interlocked.Read(ref max); value > seen; )
            seen = Interlocked.CompareExchange(ref max, value, seen) is var was && was == seen ? value : was;
    }

    /// <summary>The latency that this share of all, 0 to 1, did not exceed; zero when none was recorded.</summary>
    public TimeSpan At(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var passed = 0L;
        for (var i = 0; i < counts.Length; i++)
            if ((passed += Interlocked.Read(ref counts[i])) >= wanted)
                return Min(TimeSpan.FromMicroseconds(Highest(i)), Max);
        return TimeSpan.Zero;
    }

    static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Values below 1,024 have a step each; above, the leading 1 and the ten bits after it name the step.
    static int Index(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - Digits);
        return (shift * Steps) + (int)(value >> shift);
    }

    static long Highest(int index)
    {
        var shift = index < 2 * Steps ? 0 : (index / Steps) - 1;
        return ((index - (shift * Steps) + 1L) << shift) - 1;
    }
}
