namespace Social.ServiceDefaults.Database;

/// <summary>
/// Lets few transactions of this process at once wait for one key's lock in the database; the rest wait here, in their order and without
/// a connection. A crowd about one post would otherwise take every connection of the pool only to stand in line, and each new connection
/// costs the database a process.
/// </summary>
public sealed class HotKeyLimiter : IDisposable
{
    /// <summary>One that works and two that are ready to go on, so that the lock is never idle for a round trip.</summary>
    internal const int MaxTransactions = 3;

    // Keys that share a stripe wait for each other needlessly, so there are many more stripes than a process has calls.
    const int Stripes = 4096;

    readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(MaxTransactions))];

    /// <summary>
    /// Waits until a transaction about <paramref name="key"/> may begin; disposing what is returned lets the next one. Enter one key only:
    /// two may wait for each other.
    /// </summary>
    public async ValueTask<Permit> EnterAsync<TKey>(TKey key, CancellationToken stop)
        where TKey : notnull
    {
        var stripe = stripes[(uint)key.GetHashCode() % Stripes];
        await stripe.WaitAsync(stop);
        return new(stripe);
    }

    public void Dispose()
    {
        foreach (var stripe in stripes)
            stripe.Dispose();
    }

    /// <summary>Dispose it once, after the transaction.</summary>
    public readonly struct Permit : IDisposable
    {
        readonly SemaphoreSlim stripe;

        internal Permit(SemaphoreSlim stripe) => this.stripe = stripe;

        public void Dispose() => stripe.Release();
    }
}
