using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.Errors;
using StackExchange.Redis;

namespace Social.Chats;

/// <summary>
/// How much one person and one room may do in a minute, and how many sockets a person has, counted in Redis for all instances together.
/// </summary>
public sealed partial class ChatLimits(
    IConnectionMultiplexer redis,
    IOptions<ChatOptions> options,
    TimeProvider clock,
    ILogger<ChatLimits> log
)
{
    /// <summary>
    /// A window of fixed length for each key, which begins with its first call. All are asked before any is counted, so who is refused
    /// takes nothing from the others in a room.
    /// </summary>
    const string Script = """
        for i, key in ipairs(KEYS) do
          if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[i + 1]) then
            return {i, redis.call('PTTL', key)}
          end
        end
        for _, key in ipairs(KEYS) do
          if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, ARGV[1]) end
        end
        return {0, 0}
        """;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Far above what Redis takes to answer, and short beside what a message takes.
    static readonly TimeSpan RedisTimeout = TimeSpan.FromMilliseconds(250);

    readonly Outage outage = new();

    sealed record Limit(RedisKey Key, int PerMinute, string Text);

    /// <summary>A message, an edit or a reaction.</summary>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/>.</exception>
    public Task CountMessageAsync(Guid person, Guid room, CancellationToken stop) =>
        CountAsync(
            [
                new($"limit:messages:{person}", options.Value.MessagesPerMinute, "You write more than this takes."),
                new($"limit:room:{room}", options.Value.RoomMessagesPerMinute, "There is more written in this room than it takes."),
            ],
            stop
        );

    /// <summary>A change of rooms, members or invites.</summary>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/>.</exception>
    public Task CountChangeAsync(Guid person, CancellationToken stop) =>
        CountAsync([new($"limit:changes:{person}", options.Value.ChangesPerMinute, "You change rooms more often than this takes.")], stop);

    async Task CountAsync(Limit[] limits, CancellationToken stop)
    {
        RedisValue[] arguments = [(long)Window.TotalMilliseconds, .. limits.Select(l => (RedisValue)l.PerMinute)];
        var keys = Array.ConvertAll(limits, l => l.Key);
        if (await AskAsync(db => db.ScriptEvaluateAsync(Script, keys, arguments), stop) is not { } answer)
            return;
        var (refusing, milliseconds) = ((int)answer[0], (long)answer[1]);
        if (refusing > 0)
            throw new FaultException(Fault.TooMany, limits[refusing - 1].Text)
            {
                RetryAfter = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, (long)Window.TotalMilliseconds)),
            };
    }

    /// <summary>
    /// Null while Redis does not answer. Then nobody is refused: messages are kept by the database alone and are not to fail with Redis, and
    /// the gateway's own limit of calls for each person still bounds a flood.
    /// </summary>
    async Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken stop)
        where T : class
    {
        if (!redis.IsConnected)
            return Fail<T>("not connected");
        try
        {
            var answer = await ask(redis.GetDatabase()).WaitAsync(RedisTimeout, stop);
            if (outage.End())
                Counted();
            return answer;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return Fail<T>(e.Message);
        }
    }

    T? Fail<T>(string reason)
        where T : class
    {
        if (outage.Begin())
            NotCounted(reason);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The limits of Chat are not applied, since Redis does not answer: {Reason}")]
    partial void NotCounted(string reason);

    [LoggerMessage(LogLevel.Information, "The limits of Chat are applied again")]
    partial void Counted();
}
