namespace Social.Caches.Store;

/// <summary>
/// Stamps that grow with everything that was seen and yet stay near the time of day: a hybrid logical clock (Kulkarni, Demirbas, Madappa,
/// Avva, Leone: Logical Physical Clocks, OPODIS 2014). 48 bits of milliseconds since 1970, and 16 that count within one.
/// </summary>
sealed class HybridClock(TimeProvider clock, TimeSpan bound)
{
    const int Counting = 16;

    ulong last;

    /// <summary>Later than every stamp that was given or seen before.</summary>
    public ulong Next()
    {
        var now = FromTime(clock.GetUtcNow());
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(before + 1, now);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
                return next;
        }
    }

    /// <summary>From now on stamps are later than this one, too. False when it is too far ahead to be true: then nothing changes.</summary>
    public bool Observe(ulong stamp)
    {
        if (stamp > After(FromTime(clock.GetUtcNow()), bound))
            return false;
        for (var before = Volatile.Read(ref last); before < stamp; before = Volatile.Read(ref last))
            if (Interlocked.CompareExchange(ref last, stamp, before) == before)
                break;
        return true;
    }

    public static ulong FromTime(DateTimeOffset time) => (ulong)Math.Max(time.ToUnixTimeMilliseconds(), 0) << Counting;

    public static ulong After(ulong stamp, TimeSpan by) => stamp + ((ulong)by.TotalMilliseconds << Counting);
}
