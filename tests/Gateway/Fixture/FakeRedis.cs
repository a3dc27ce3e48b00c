using System.Collections.Concurrent;
using System.Reflection;
using Social.ServiceDefaults.ChangeStamps;
using StackExchange.Redis;

namespace Social.Tests.Gateway.Fixture;

/// <summary>As much of Redis as keeps change stamps; several gateways may share one.</summary>
public class FakeRedis : DispatchProxy
{
    readonly ConcurrentDictionary<RedisKey, RedisValue> values = new();
    EventHandler<ConnectionFailedEventArgs>? connectionChanged;

    public bool IsAway { get; set; }

    /// <summary>It is connected to and says nothing.</summary>
    public bool IsStuck { get; set; }

    public static (IConnectionMultiplexer Connection, FakeRedis Itself) New()
    {
        var proxy = Create<IConnectionMultiplexer, FakeRedis>();
        return (proxy, (FakeRedis)(object)proxy);
    }

    /// <summary>As the owner of the row does when it has changed.</summary>
    public void Stamp(string row) => values[StampKeys.Of(row)] = Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>As an owner does that starts.</summary>
    public void RenewGeneration() => values[StampKeys.Generation] = Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>It forgets everything, and nobody's connection breaks.</summary>
    public void Flush() => values.Clear();

    public void Reconnect() => connectionChanged?.Invoke(this, null!);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "get_IsConnected":
                return !IsAway;
            case "add_ConnectionRestored":
                connectionChanged += (EventHandler<ConnectionFailedEventArgs>)args![0]!;
                return null;
            case "add_ConnectionFailed" or "remove_ConnectionFailed" or "remove_ConnectionRestored":
                return null;
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
                return new TaskCompletionSource<RedisValue[]>().Task;
            switch (targetMethod!.Name, args![0])
            {
                case ("StringGetAsync", RedisKey[] keys):
                    return Task.FromResult(Array.ConvertAll(keys, key => Redis.values.GetValueOrDefault(key)));
                case ("StringSetAsync", RedisKey key):
                    return Task.FromResult(Redis.values.TryAdd(key, (RedisValue)args[1]!));
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
