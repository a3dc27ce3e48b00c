using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>
/// Who is connected, at whichever instance: in Redis a set of connections for each person, each with the time until which it counts. Those
/// of an instance that was killed expire. While Redis is unavailable nobody is online.
/// </summary>
public sealed partial class PresenceStore(IConnectionMultiplexer redis, TimeProvider clock, ILogger<PresenceStore> log)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);
    static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(1);

    /// <returns>Whether it is the only one of this person.</returns>
    public Task<bool> AddAsync(Guid user, string connection) =>
        TryAsync(
            async db =>
            {
                var others = db.SortedSetLengthAsync(Key(user), Now, double.PositiveInfinity);
                await Task.WhenAll(others, RenewAsync(db, user, [connection]));
                return await others == 0;
            },
            otherwise: false
        );

    /// <summary>They are still there.</summary>
    public Task RenewAsync(Guid user, IReadOnlyCollection<string> connections) =>
        connections.Count == 0
            ? Task.CompletedTask
            : TryAsync(
                async db =>
                {
                    await RenewAsync(db, user, [.. connections]);
                    return true;
                },
                otherwise: false
            );

    /// <returns>Whether none is left.</returns>
    public Task<bool> RemoveAsync(Guid user, string connection) =>
        TryAsync(
            async db =>
            {
                var removed = db.SortedSetRemoveAsync(Key(user), connection);
                var left = db.SortedSetLengthAsync(Key(user), Now, double.PositiveInfinity);
                return await removed & await left == 0;
            },
            otherwise: false
        );

    /// <summary>Those of the people who are connected.</summary>
    public Task<IReadOnlySet<Guid>> FindOnlineAsync(IReadOnlyList<Guid> people, CancellationToken stop) =>
        TryAsync<IReadOnlySet<Guid>>(
            async db =>
            {
                var counts = await Task.WhenAll(people.Select(p => db.SortedSetLengthAsync(Key(p), Now, double.PositiveInfinity)))
                    .WaitAsync(stop);
                return people.Where((_, i) => counts[i] > 0).ToHashSet();
            },
            otherwise: new HashSet<Guid>()
        );

    double Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    Task RenewAsync(IDatabase db, Guid user, string[] connections)
    {
        var until = Now + Lifetime.TotalMilliseconds;
        return Task.WhenAll(
            db.SortedSetRemoveRangeByScoreAsync(Key(user), double.NegativeInfinity, Now),
            db.SortedSetAddAsync(Key(user), Array.ConvertAll(connections, one => new SortedSetEntry(one, until))),
            db.KeyExpireAsync(Key(user), Lifetime)
        );
    }

    async Task<T> TryAsync<T>(Func<IDatabase, Task<T>> ask, T otherwise)
    {
        if (!redis.IsConnected)
            return otherwise;
        try
        {
            return await ask(redis.GetDatabase()).WaitAsync(RedisTimeout, clock);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Failed(e.Message);
            return otherwise;
        }
    }

    static RedisKey Key(Guid user) => $"presence:{user}";

    [LoggerMessage(LogLevel.Warning, "Presence is unknown, since Redis did not answer: {Reason}")]
    partial void Failed(string reason);
}
