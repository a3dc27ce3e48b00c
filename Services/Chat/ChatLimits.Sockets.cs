using StackExchange.Redis;

namespace Social.Chats;

public sealed partial class ChatLimits
{
    /// <summary>A sorted set for each person: their sockets, each with the time until which it counts.</summary>
    const string AddSocketScript = """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
        if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        return 1
        """;

    /// <summary>Three heartbeats, each of which renews it: so long the sockets of an instance that was killed still count.</summary>
    TimeSpan SocketLifetime => 3 * options.Value.Heartbeat;

    /// <summary>
    /// Counts one more socket of this person, at whichever instance the others are. While Redis does not answer the caller's own count of
    /// this instance is all there is.
    /// </summary>
    /// <returns>False when the person has as many as they may.</returns>
    public async Task<bool> TryAddSocketAsync(Guid person, string socket, CancellationToken stop)
    {
        var (now, until) = SocketTimes();
        RedisValue[] arguments = [now, options.Value.Connections, until, socket, (long)SocketLifetime.TotalMilliseconds];
        var answer = await AskAsync(db => db.ScriptEvaluateAsync(AddSocketScript, [SocketKey(person)], arguments), stop);
        return answer is null || (int)answer == 1;
    }

    /// <summary>They are still open. Those that Redis has lost count again.</summary>
    public Task RenewSocketsAsync(Guid person, IEnumerable<string> sockets, CancellationToken stop)
    {
        var until = SocketTimes().Until;
        SortedSetEntry[] entries = [.. sockets.Select(socket => new SortedSetEntry(socket, until))];
        if (entries.Length == 0)
            return Task.CompletedTask;
        return AskAsync(
            async db =>
            {
                var added = db.SortedSetAddAsync(SocketKey(person), entries);
                await Task.WhenAll(added, db.KeyExpireAsync(SocketKey(person), SocketLifetime));
                return entries;
            },
            stop
        );
    }

    /// <summary>It was closed.</summary>
    public Task RemoveSocketAsync(Guid person, string socket, CancellationToken stop) =>
        AskAsync<object>(async db => await db.SortedSetRemoveAsync(SocketKey(person), socket), stop);

    (long Now, long Until) SocketTimes()
    {
        var now = clock.GetUtcNow();
        return (now.ToUnixTimeMilliseconds(), (now + SocketLifetime).ToUnixTimeMilliseconds());
    }

    static RedisKey SocketKey(Guid person) => $"limit:sockets:{person}";
}
