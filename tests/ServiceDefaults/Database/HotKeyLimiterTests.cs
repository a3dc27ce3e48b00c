using Social.ServiceDefaults.Database;

namespace Social.Tests.ServiceDefaults.Database;

public sealed class HotKeyLimiterTests : IDisposable
{
    readonly HotKeyLimiter limiter = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => limiter.Dispose();

    [Fact]
    public async Task A_crowd_about_one_key_begins_few_transactions_at_once()
    {
        var key = Guid.NewGuid();
        int running = 0,
            most = 0,
            done = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async _ =>
                {
                    using var permit = await limiter.EnterAsync(key, Stop);
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                    Interlocked.Increment(ref done);
                })
        );

        Assert.Equal(100, done);
        Assert.InRange(most, 1, HotKeyLimiter.MaxTransactions);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_place()
    {
        var permits = new List<HotKeyLimiter.Permit>();
        for (var i = 0; i < HotKeyLimiter.MaxTransactions; i++)
            permits.Add(await limiter.EnterAsync("hot", Stop));
        using var impatient = new CancellationTokenSource();
        var waiting = limiter.EnterAsync("hot", impatient.Token).AsTask();
        Assert.False(waiting.IsCompleted);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        permits[0].Dispose();
        using var next = await limiter.EnterAsync("hot", Stop);
        permits.Skip(1).ToList().ForEach(permit => permit.Dispose());
    }

    [Fact]
    public async Task Other_keys_do_not_wait()
    {
        for (var i = 0; i < HotKeyLimiter.MaxTransactions; i++)
            await limiter.EnterAsync(0, Stop);

        using var permit = await limiter.EnterAsync(1, Stop);
    }

    static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }
}
