using System.Net;
using System.Net.Http.Json;
using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Door;

public sealed class BodyTests(Town town)
{
    [Fact]
    public async Task A_body_no_call_could_need_is_refused_unread()
    {
        using var large = await town.Alice.Api.PostAsJsonAsync("/api/posts", new { text = new string('x', 70_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var bio = await town.Alice.Api.PatchAsJsonAsync("/api/profiles/me", new { bio = new string('x', 70_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bio.StatusCode);
        Assert.Equal("application/problem+json", bio.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/auth/login", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/api/posts/019345d2-0000-7000-8000-000000000000/comments", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/api/no/such/call", HttpStatusCode.NotFound)]
    public async Task A_body_of_another_kind_is_not_taken_for_an_unknown_call(string path, HttpStatusCode status)
    {
        using var body = new StringContent("name=alice", null, "application/x-www-form-urlencoded");
        using var answer = await town.Alice.Api.PostAsync(path, body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/feed?limit=0")]
    [InlineData("/api/explore?limit=101")]
    [InlineData("/api/notifications?limit=-1")]
    public async Task A_page_of_no_size_or_too_many_is_refused_with_the_field(string path)
    {
        using var answer = await town.Alice.Api.GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"limit\"", await answer.Content.ReadAsStringAsync());
    }
}
