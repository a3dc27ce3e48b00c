using System.Net;
using System.Net.Http.Headers;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Gateway;

public sealed class EntityTagTests(SystemFixture system)
{
    [Fact]
    public async Task Who_has_an_answer_already_is_told_so_until_it_changes()
    {
        var dora = await system.RegisterAsync("dora");
        var path = $"/api/profiles/{dora.Username}";
        using var first = await dora.Api.GetAsync(path);
        var tag = first.Headers.ETag!;
        Assert.Equal(first.Content.Headers.ContentLength, (await first.Content.ReadAsByteArrayAsync()).Length);

        using var again = await AskAsync(dora, path, tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        using var weak = await AskAsync(dora, path, new EntityTagHeaderValue(tag.Tag, isWeak: true));
        Assert.Equal(HttpStatusCode.NotModified, weak.StatusCode);
        using var any = await AskAsync(dora, path, EntityTagHeaderValue.Any);
        Assert.Equal(HttpStatusCode.NotModified, any.StatusCode);

        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "New here" });
        using var changed = await AskAsync(dora, path, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
    }

    [Fact]
    public async Task Nothing_made_for_one_person_is_kept_for_all()
    {
        using var mine = await system.Alice.Api.GetAsync("/api/feed");
        Assert.Equal("no-cache, private", mine.Headers.CacheControl!.ToString());
        Assert.Contains("Authorization", mine.Headers.Vary);
    }

    [Fact]
    public async Task Refusals_have_no_tag_and_keep_their_body()
    {
        using var absent = await system.Alice.Api.GetAsync("/api/profiles/nobody.of.that.name");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Null(absent.Headers.ETag);
        Assert.Equal("application/problem+json", absent.Content.Headers.ContentType!.MediaType);
        using var unknown = await system.Alice.Api.GetAsync("/api/no/such/call");
        Assert.Contains("no such call", await unknown.Content.ReadAsStringAsync());
    }

    static Task<HttpResponseMessage> AskAsync(Person person, string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { tag } } };
        return person.Api.SendAsync(request);
    }
}
