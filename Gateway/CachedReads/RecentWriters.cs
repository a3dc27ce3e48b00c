using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;
using StackExchange.Redis;

namespace Social.Gateway.CachedReads;

/// <summary>
/// Users who wrote recently and so bypass the cache, which may not have been invalidated yet. Kept in Redis for the other gateways;
/// while that is unavailable everybody is treated as a recent writer.
/// </summary>
sealed class RecentWriters(IConnectionMultiplexer redis, IOptions<CacheOptions> options, TimeProvider clock) : BackgroundService
{
    readonly ConcurrentDictionary<Guid, long> here = new();
    readonly CircuitBreaker breaker = new(clock);

    TimeSpan Span => options.Value.OwnWrites;

    /// <summary>Whether it is known without asking that this person has to read past the cache.</summary>
    public bool IsKnown(Guid person) =>
        !redis.IsConnected || !breaker.AllowsCall || (here.TryGetValue(person, out var at) && clock.GetElapsedTime(at) < Span);

    /// <summary>Whether this person has to read past the cache, as all gateways know.</summary>
    public Task<bool> ContainsAsync(Guid person) => Try(db => db.KeyExistsAsync(Key(person)), otherwise: true);

    /// <summary>This person has written.</summary>
    public async Task AddAsync(Guid person)
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
        if (!redis.IsConnected || !breaker.TryBegin())
            return otherwise;
        try
        {
            var answer = await ask(redis.GetDatabase()).WaitAsync(options.Value.CacheTimeout, clock);
            breaker.Succeeded();
            return answer;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            breaker.Failed();
            return otherwise;
        }
    }

    static RedisKey Key(Guid person) => $"wrote:{person}";
}

/// <summary>On routes that invalidate the cache: their caller is a recent writer before the response is sent.</summary>
sealed class RecentWriterFilter(RecentWriters recentWriters) : IEndpointFilter
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
            await recentWriters.AddAsync(context.HttpContext.User.CallerId());
        }
    }
}
