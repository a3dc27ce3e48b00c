using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults;
using StackExchange.Redis;

namespace Social.Gateway.Caching;

/// <summary>
/// Who wrote a moment ago, and so reads past the cache: they know what it may not have heard yet. Kept in Redis for the other gateways;
/// while that is away everybody may have written.
/// </summary>
sealed class Marks(IConnectionMultiplexer redis, IOptions<CacheOptions> options, TimeProvider clock) : BackgroundService
{
    readonly ConcurrentDictionary<Guid, long> here = new();
    readonly Fuse fuse = new(clock);

    TimeSpan Span => options.Value.OwnWrites;

    /// <summary>Whether it is known without asking that this person has to read past the cache.</summary>
    public bool IsSet(Guid person) =>
        !redis.IsConnected || !fuse.IsWorthTrying || (here.TryGetValue(person, out var at) && clock.GetElapsedTime(at) < Span);

    /// <summary>Whether this person has to read past the cache, as all gateways know.</summary>
    public Task<bool> Ask(Guid person) => Try(db => db.KeyExistsAsync(Key(person)), otherwise: true);

    /// <summary>This person has written.</summary>
    public async Task Set(Guid person)
    {
        here[person] = clock.GetTimestamp();
        await Try(db => db.StringSetAsync(Key(person), "", Span), otherwise: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Span, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var (person, at) in here)
                if (clock.GetElapsedTime(at) >= Span)
                    here.TryRemove(new(person, at));
    }

    async Task<bool> Try(Func<IDatabase, Task<bool>> ask, bool otherwise)
    {
        if (!redis.IsConnected || !fuse.TryBegin())
            return otherwise;
        try
        {
            var answer = await ask(redis.GetDatabase()).WaitAsync(options.Value.Patience, clock);
            fuse.Worked();
            return answer;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            fuse.Failed();
            return otherwise;
        }
    }

    static RedisKey Key(Guid person) => $"wrote:{person}";
}

/// <summary>On routes that change what is kept: whoever calls them is marked before they are answered.</summary>
sealed class MarkWriters(Marks marks) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        finally
        {
            // What was refused, or took too long, may have been done all the same.
            await marks.Set(context.HttpContext.User.CallerId());
        }
    }
}
