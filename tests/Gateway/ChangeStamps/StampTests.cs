using Social.Gateway.CachedReads;
using Social.Tests.Gateway.Fixture;

namespace Social.Tests.Gateway.ChangeStamps;

/// <summary>What is remembered of how a viewer stands to people and posts, and when the owners are asked again.</summary>
public sealed class StampTests
{
    static readonly Guid Ada = Guid.NewGuid(),
        Bob = Guid.NewGuid();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unchanged_rows_are_not_asked_for_again_and_a_stamped_one_alone_is()
    {
        await using var host = await HostAsync();
        await using var gateway = new GatewayInstance(host);
        await ReadAsync(gateway, Ada);
        await ReadAsync(gateway, Ada);
        Drain(host);
        await ReadAsync(gateway, Ada);
        Assert.Empty(Drain(host));

        host.Post("p", "a", version: 2);
        host.Redis.Stamp("post:p");
        Assert.Equal("p, 2", (await ReadAsync(gateway, Ada)).Posts["p"].Text);
        Assert.Equal(["p"], Drain(host));

        host.Profiles.Blocks[("a", Ada.ToString())] = true;
        host.Redis.Stamp("profile:a");
        Assert.DoesNotContain("a", (await ReadAsync(gateway, Ada)).People);
        Assert.Equal(["a"], Drain(host));
        Assert.DoesNotContain("a", (await ReadAsync(gateway, Ada)).People);
        Assert.Empty(Drain(host));
    }

    [Fact]
    public async Task A_viewers_own_stamp_makes_everything_they_see_be_asked_for_again()
    {
        await using var host = await HostAsync();
        await using var gateway = new GatewayInstance(host);
        await ReadAsync(gateway, Ada);
        await ReadAsync(gateway, Ada);
        await ReadAsync(gateway, Bob);
        Drain(host);

        host.Redis.Stamp($"profile:{Ada}");

        await ReadAsync(gateway, Ada);
        Assert.Equal(["a", "b", "p", "q"], Drain(host).Order());
        await ReadAsync(gateway, Bob);
        Assert.Empty(Drain(host));
    }

    [Fact]
    public async Task What_one_viewer_was_told_is_not_shown_to_another()
    {
        await using var host = await HostAsync();
        await using var gateway = new GatewayInstance(host);
        host.Posts.Likes[(Ada.ToString(), "p")] = true;
        await ReadAsync(gateway, Ada);
        Assert.True((await ReadAsync(gateway, Ada)).Posts["p"].LikedByMe);
        Assert.False((await ReadAsync(gateway, Bob)).Posts["p"].LikedByMe);
    }

    [Theory]
    [InlineData("another generation")]
    [InlineData("flushed")]
    [InlineData("connected again")]
    [InlineData("away")]
    [InlineData("stuck")]
    public async Task Nothing_is_remembered_beyond_the_Redis_that_keeps_the_stamps(string what)
    {
        await using var host = await HostAsync();
        await using var gateway = new GatewayInstance(host, what == "stuck" ? TimeSpan.FromMilliseconds(200) : null);
        await ReadAsync(gateway, Ada);
        await ReadAsync(gateway, Ada);
        Drain(host);
        // Of this change nobody is told.
        host.Post("p", "a", version: 2);

        switch (what)
        {
            case "another generation":
                host.Redis.RenewGeneration();
                break;
            case "flushed":
                host.Redis.Flush();
                break;
            case "connected again":
                host.Redis.Reconnect();
                break;
            case "away":
                host.Redis.IsAway = true;
                break;
            default:
                host.Redis.IsStuck = true;
                break;
        }

        Assert.Equal("p, 2", (await ReadAsync(gateway, Ada)).Posts["p"].Text);
        Assert.Equal(["a", "b", "p", "q"], Drain(host).Order());
    }

    [Fact]
    public async Task A_change_while_the_owner_answers_is_not_taken_for_known()
    {
        await using var host = await HostAsync();
        await using var gateway = new GatewayInstance(host);
        // The first question finds no generation.
        await ReadAsync(gateway, Bob);
        host.Profiles.BeforeResponse = () => host.Redis.Stamp("profile:a");
        await ReadAsync(gateway, Ada);
        Drain(host);

        await ReadAsync(gateway, Ada);

        Assert.Contains("a", Drain(host));
    }

    static async Task<CacheTestHost> HostAsync()
    {
        var host = await CacheTestHost.SetAsync();
        host.Person("a");
        host.Person("b");
        host.Post("p", "a");
        host.Post("q", "b");
        return host;
    }

    static Task<Seen> ReadAsync(GatewayInstance gateway, Guid viewer) => gateway.For(viewer).ReadPageAsync(["a", "b"], ["p", "q"], Stop);

    static List<string> Drain(CacheTestHost host)
    {
        List<string> asked = [.. host.Profiles.Asked, .. host.Posts.Asked];
        host.Profiles.Asked.Clear();
        host.Posts.Asked.Clear();
        return asked;
    }
}
