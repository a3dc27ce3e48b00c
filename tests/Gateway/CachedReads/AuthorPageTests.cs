using Grpc.Core;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Tests.Gateway.Fixture;

namespace Social.Tests.Gateway.CachedReads;

public sealed class AuthorPageTests
{
    static readonly Guid Me = Guid.NewGuid();
    static readonly string Ada = Guid.CreateVersion7().ToString();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 2)]
    [InlineData(6, 2)]
    [InlineData(6, 100)]
    [InlineData(20, 3)]
    [InlineData(20, 7)]
    [InlineData(20, 10)]
    public async Task Pages_are_those_of_the_owner_wherever_they_come_from(int posts, int limit)
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Posts.Kept = 10;
        host.Profiles.Rows[Ada] = Called(Ada);
        for (var i = 0; i < posts; i++)
            host.Post($"p{i:D2}", Ada);
        await gateway.For(Me).FindPersonAsync("ada", Stop);
        var owner = new PostService.PostServiceClient(host.As(Me));

        for (var cursor = ""; ; )
        {
            var reader = gateway.For(Me);
            var author = await reader.FindAuthorAsync("ada", cursor, limit, Stop);
            Assert.NotNull(author.Latest);
            var page = await reader.ListPostsAsync(author, cursor, limit, Stop);
            var request = new ListByAuthorRequest
            {
                AuthorId = Ada,
                Cursor = cursor,
                Limit = limit,
            };
            Assert.Equivalent(SeenPage.Of(await owner.ListByAuthorAsync(request)), page, strict: true);
            if (page.Next.Length == 0)
                break;
            cursor = page.Next;
        }
    }

    [Fact]
    public async Task A_list_that_has_not_heard_of_a_new_post_is_noticed()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Profiles.Rows[Ada] = Called(Ada);
        host.Post("p1", Ada);
        await gateway.For(Me).FindPersonAsync("ada", Stop);
        Assert.Equal(["p1"], await PageAsync(gateway));

        host.Post("p2", Ada);
        host.Posts.AuthorVersion = 2;
        host.Redis.Stamp($"posts-of:{Ada}");

        Assert.Equal(["p2", "p1"], await PageAsync(gateway));
        host.Posts.Rows.Clear();
        host.Posts.AuthorVersion = 3;
        host.Redis.Stamp($"posts-of:{Ada}");
        Assert.Empty(await PageAsync(gateway));
    }

    [Fact]
    public async Task A_name_that_is_another_persons_now_leads_to_them()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Profiles.Rows[Ada] = Called(Ada);
        Assert.Equal(Ada, (await gateway.For(Me).FindPersonAsync("ada", Stop)).Id);
        Assert.Equal(Ada, (await gateway.For(Me).FindPersonAsync("ada", Stop)).Id);

        host.Profiles.Rows.Clear();
        host.Redis.Stamp($"profile:{Ada}");
        var gone = await Assert.ThrowsAsync<RpcException>(() => gateway.For(Me).FindPersonAsync("ada", Stop));
        Assert.Equal(StatusCode.NotFound, gone.StatusCode);
        var heir = Guid.CreateVersion7().ToString();
        host.Profiles.Rows[heir] = Called(heir);

        Assert.Equal(heir, (await gateway.For(Me).FindPersonAsync("ada", Stop)).Id);
        await using var another = new GatewayInstance(host);
        Assert.Equal(heir, (await another.For(Me).FindPersonAsync("ada", Stop)).Id);
    }

    static async Task<IEnumerable<string>> PageAsync(GatewayInstance gateway)
    {
        var reader = gateway.For(Me);
        return (await reader.ListPostsAsync(await reader.FindAuthorAsync("ada", "", 10, Stop), "", 10, Stop)).Posts.Select(p => p.Id);
    }

    static ProfileView Called(string id) =>
        new()
        {
            Id = id,
            Username = "ada",
            Version = 1,
        };
}
