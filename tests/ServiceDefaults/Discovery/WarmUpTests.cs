using Social.ServiceDefaults.Discovery;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

public sealed class WarmUpTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    const string Never = "00:03:00";

    readonly Keys keys = new();

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task Who_joins_others_registers_once_it_has_warmed_up_and_the_first_at_once()
    {
        TaskCompletionSource warm = new(),
            warming = new();
        Task<Process> StartAsync() =>
            Process.ServeAsync(
                "Post",
                keys,
                new Posts(),
                builder =>
                    builder.AddWarmUp(
                        (_, stop) =>
                        {
                            warming.TrySetResult();
                            return warm.Task.WaitAsync(stop);
                        }
                    ),
                settings: redis.Settings(Never, "00:00:01")
            );
        await using var first = await StartAsync();
        await Wait.UntilAsync(async () => await redis.Database.SetLengthAsync("registry:post") == 1);
        Assert.False(warming.Task.IsCompleted);

        await using var second = await StartAsync();
        await warming.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await redis.Database.SetLengthAsync("registry:post"));

        warm.SetResult();
        await Wait.UntilAsync(async () => await redis.Database.SetLengthAsync("registry:post") == 2);
    }
}
