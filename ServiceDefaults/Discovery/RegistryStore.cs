using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// The registry in Redis: <c>registry:{service}:{instance}</c> holds the description of an instance until it expires, the set
/// <c>registry:{service}</c> its id, and the channel of the same name announces changes.
/// </summary>
/// <remarks>Every member throws <see cref="RedisException"/> or <see cref="TimeoutException"/> while Redis is unavailable.</remarks>
sealed class RegistryStore(string connection, IOptions<RegistryOptions> options) : IAsyncDisposable
{
    readonly RegistryOptions settings = options.Value;
    readonly Lazy<Task<ConnectionMultiplexer>> redis = new(() => ConnectAsync(connection));

    public const string Wanted =
        "The registry's connection string (ConnectionStrings__registry, else ConnectionStrings__redis) is not one of StackExchange.Redis, such as 'a:6379,b:6379,password=...'.";

    /// <summary>Whether it is a connection string at all. None is one: then there is no registry.</summary>
    public static bool Understands(string? connection)
    {
        try
        {
            return string.IsNullOrWhiteSpace(connection) || ConfigurationOptions.Parse(connection).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Renews the entry of an instance. A new or expired one is announced.</summary>
    public async Task PutAsync(string service, Registration self, CancellationToken stop)
    {
        var database = await DatabaseAsync(stop);
        // First the entry, then its id: an id without an entry is taken for one that died.
        await WithinAsync(database.StringSetAsync(Entry(service, self.Id), JsonSerializer.Serialize(self), settings.TimeToLive), stop);
        if (await WithinAsync(database.SetAddAsync(Members(service), self.Id), stop))
            await AnnounceAsync(database, service, stop);
    }

    /// <summary>Removes the instance and announces it.</summary>
    public async Task RemoveAsync(string service, string id, CancellationToken stop)
    {
        var database = await DatabaseAsync(stop);
        await WithinAsync(database.SetRemoveAsync(Members(service), id), stop);
        await WithinAsync(database.KeyDeleteAsync(Entry(service, id)), stop);
        await AnnounceAsync(database, service, stop);
    }

    /// <summary>The live instances. Ids whose entry has expired are removed.</summary>
    public async Task<IReadOnlyList<Registration>> ListAsync(string service, CancellationToken stop)
    {
        var database = await DatabaseAsync(stop);
        var ids = await WithinAsync(database.SetMembersAsync(Members(service)), stop);
        // One by one in a single pipeline: in a cluster they live on different servers.
        var entries = await WithinAsync(Task.WhenAll(ids.Select(id => database.StringGetAsync(Entry(service, id.ToString())))), stop);
        var gone = ids.Where((_, index) => entries[index].IsNull).ToArray();
        if (gone.Length > 0)
            await WithinAsync(database.SetRemoveAsync(Members(service), gone), stop);
        return [.. entries.Where(entry => !entry.IsNull).Select(entry => JsonSerializer.Deserialize<Registration>((string)entry!)!)];
    }

    /// <summary>Calls <paramref name="changed"/> for every announcement, over lost connections as well.</summary>
    public async Task SubscribeAsync(string service, Action changed, CancellationToken stop)
    {
        var subscriber = (await redis.Value.WaitAsync(settings.ResponseTimeout, stop)).GetSubscriber();
        await subscriber.SubscribeAsync(Channel(service), (_, _) => changed()).WaitAsync(settings.ResponseTimeout, stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (redis.IsValueCreated)
            (await redis.Value).Dispose();
    }

    Task<long> AnnounceAsync(IDatabase database, string service, CancellationToken stop) =>
        WithinAsync(database.PublishAsync(Channel(service), ""), stop);

    async Task<IDatabase> DatabaseAsync(CancellationToken stop) =>
        (await redis.Value.WaitAsync(settings.ResponseTimeout, stop)).GetDatabase();

    Task<T> WithinAsync<T>(Task<T> answer, CancellationToken stop) => answer.WaitAsync(settings.ResponseTimeout, stop);

    static Task<ConnectionMultiplexer> ConnectAsync(string connection)
    {
        var options = ConfigurationOptions.Parse(connection);
        // An unavailable server is retried in the background.
        options.AbortOnConnectFail = false;
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    static RedisKey Members(string service) => $"registry:{service}";

    static RedisKey Entry(string service, string id) => $"registry:{service}:{id}";

    static RedisChannel Channel(string service) => new($"registry:{service}", RedisChannel.PatternMode.Literal);
}
