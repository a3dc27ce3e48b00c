using Social.Tests.Gateway.Fixture;

namespace Social.Tests.Gateway.Feed;

public sealed class HomeReaderTests
{
    static readonly Guid Ada = Guid.NewGuid();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_page_is_asked_for_once_until_its_stamp_changes()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        // The first question finds no generation.
        await ReadAsync(gateway);
        await ReadAsync(gateway);
        var asked = host.Feed.Asked;
        Assert.Equal(["p", "q"], await ReadAsync(gateway));
        Assert.Equal(asked, host.Feed.Asked);

        host.Feed.Posts.Insert(0, "r");
        host.Redis.Stamp($"home:{Ada}");
        Assert.Equal(["r", "p", "q"], await ReadAsync(gateway));
        // Another length is another page, and a later page is not remembered.
        asked = host.Feed.Asked;
        Assert.Equal(["r"], await ReadAsync(gateway, limit: 1));
        await ReadAsync(gateway, cursor: "later");
        await ReadAsync(gateway, cursor: "later");
        Assert.Equal(asked + 3, host.Feed.Asked);
    }

    [Fact]
    public async Task A_page_that_Feed_does_not_stamp_is_asked_for_each_time()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Feed.Stamped = false;
        for (var i = 1; i <= 3; i++)
        {
            await ReadAsync(gateway);
            Assert.Equal(i, host.Feed.Asked);
        }
    }

    static async Task<IEnumerable<string>> ReadAsync(GatewayInstance gateway, string cursor = "", int limit = 10) =>
        (await gateway.HomeOf(Ada).ReadAsync(Ada, cursor, limit, Stop)).Items.Select(i => i.PostId);
}
