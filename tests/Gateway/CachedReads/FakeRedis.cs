using System.Collections.Concurrent;
using System.Reflection;
using StackExchange.Redis;

namespace Social.Tests.Gateway.CachedReads;

/// <summary>As much of Redis as remembers who wrote; several gateways may share one.</summary>
public class FakeRedis : DispatchProxy
{
    readonly ConcurrentDictionary<RedisKey, DateTime> until = new();

    public bool IsAway { get; set; }

    /// <summary>It is connected to and says nothing.</summary>
    public bool IsStuck { get; set; }

    public static (IConnectionMultiplexer Connection, FakeRedis Itself) New()
    {
        var proxy = Create<IConnectionMultiplexer, FakeRedis>();
        return (proxy, (FakeRedis)(object)proxy);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "get_IsConnected":
                return !IsAway;
            case "GetDatabase":
                var database = Create<IDatabase, Database>();
                ((Database)(object)database).Redis = this;
                return database;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }

    public class Database : DispatchProxy
    {
        public FakeRedis Redis { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Redis.IsStuck)
                return new TaskCompletionSource<bool>().Task;
            var key = (RedisKey)args![0]!;
            switch (targetMethod!.Name)
            {
                case "KeyExistsAsync":
                    return Task.FromResult(Redis.until.TryGetValue(key, out var end) && DateTime.UtcNow < end);
                case "StringSetAsync":
                    // However the package's version takes a time to live.
                    Redis.until[key] =
                        DateTime.UtcNow + (args.OfType<TimeSpan>().Cast<TimeSpan?>().FirstOrDefault() ?? TimeSpan.FromSeconds(5));
                    return Task.FromResult(true);
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
