using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis
{
    /// <summary>
    /// IDistributedCache as Microsoft.Extensions.Caching.StackExchangeRedis lays it out: a hash with <c>absexp</c>, <c>sldexp</c> and
    /// <c>data</c>. Sliding expiration is not covered.
    /// </summary>
    sealed class RedisCache(IServiceProvider services) : IDistributedCache
    {
        const long None = -1;

        IDatabase Redis => services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        public byte[]? Get(string key) => Redis.HashGet(key, "data");

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await Redis.HashGetAsync(key, "data");

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
            SetAsync(key, value, options).GetAwaiter().GetResult();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            if (options.SlidingExpiration is not null)
                throw new NotSupportedException("Sliding expiration is not covered.");
            var until = options.AbsoluteExpirationRelativeToNow is { } life ? DateTimeOffset.UtcNow + life : options.AbsoluteExpiration;
            HashEntry[] fields = [new("absexp", until?.UtcTicks ?? None), new("sldexp", None), new("data", value)];
            var both = Redis.CreateTransaction();
            both.HashSetAsync(key, fields);
            both.KeyExpireAsync(key, until?.UtcDateTime);
            return both.ExecuteAsync();
        }

        public void Remove(string key) => Redis.KeyDelete(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => Redis.KeyDeleteAsync(key);

        public void Refresh(string key) => throw new NotSupportedException("Sliding expiration is not covered.");

        public Task RefreshAsync(string key, CancellationToken token = default) =>
            throw new NotSupportedException("Sliding expiration is not covered.");
    }
}

namespace Microsoft.Extensions.Hosting
{
    using Aspire.StackExchange.Redis;

    public static class AspireRedisDistributedCacheExtensions
    {
        /// <summary>AddRedisClient, and an IDistributedCache over it.</summary>
        public static void AddRedisDistributedCache(
            this IHostApplicationBuilder builder,
            string connectionName,
            Action<StackExchangeRedisSettings>? configureSettings = null,
            Action<ConfigurationOptions>? configureOptions = null
        )
        {
            builder.AddRedisClient(connectionName, configureSettings, configureOptions);
            builder.Services.AddSingleton<IDistributedCache, RedisCache>();
        }
    }
}
