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
}
