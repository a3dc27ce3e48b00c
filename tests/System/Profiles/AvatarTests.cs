using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class AvatarTests(SystemFixture system)
{
    [Fact]
    public async Task A_new_picture_replaces_the_old_one_whose_objects_go()
    {
        var dora = await system.RegisterAsync("dora");
        var first = await SetAvatarAsync(dora, Pictures.Png(60, 40));

        var second = await SetAvatarAsync(dora, Pictures.Jpeg(80, 80));

        Assert.NotEqual(first, second);
        Assert.Equal(second, (await system.Alice.ProfileAsync(dora.Username)).AvatarUrl);
        await SystemFixture.EventuallyAsync(async () => await StatusAsync(first) == HttpStatusCode.NotFound, TimeSpan.FromSeconds(60));
        await SystemFixture.EventuallyAsync(
            async () =>
                !(await StoredMedia.LoadAsync(system)).Objects.Any(o => o.Contains(IdOf(first), StringComparison.OrdinalIgnoreCase)),
            TimeSpan.FromSeconds(60)
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second + "/thumb"));
    }

    [Fact]
    public async Task What_is_no_picture_changes_nothing()
    {
        var dora = await system.RegisterAsync("dora");
        var before = await SetAvatarAsync(dora, Pictures.Png(60, 40));

        using var refused = await SendAsync(dora, Pictures.Program());
        using var empty = await dora.Api.PutAsync("/api/profiles/me/avatar", new MultipartFormDataContent());

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(before, (await dora.ProfileAsync(dora.Username)).AvatarUrl);
    }

    [Fact]
    public async Task An_edit_of_nothing_changes_and_tells_nothing()
    {
        var dora = await system.RegisterAsync("dora");
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "Once" });

        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { });
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = " Once " });

        Assert.Equal("Once", (await dora.ProfileAsync(dora.Username)).Bio);
        Assert.Equal(["UserCreated", "UserUpdated"], await system.EventsAsync(dora));
    }

    [Fact]
    public async Task A_bio_may_be_emptied_and_a_body_that_is_none_is_refused()
    {
        var dora = await system.RegisterAsync("dora");
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "Once" });

        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "" });

        Assert.Equal("", (await dora.ProfileAsync(dora.Username)).Bio);
        using var none = await dora.Api.PatchAsync("/api/profiles/me", JsonContent.Create<object?>(null));
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    static string IdOf(string url) => Guid.Parse(url.Split('/')[^1]).ToString();

    static async Task<HttpResponseMessage> SendAsync(Person person, byte[] image)
    {
        using var form = new MultipartFormDataContent
        {
            {
                new ByteArrayContent(image) { Headers = { ContentType = new("image/png") } },
                "image",
                "me.png"
            },
        };
        return await person.Api.PutAsync("/api/profiles/me/avatar", form);
    }

    static async Task<string> SetAvatarAsync(Person person, byte[] image)
    {
        using var answer = await SendAsync(person, image);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ProfileAnswer>())!.AvatarUrl!;
    }

    async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var answer = await system.Api.GetAsync(url);
        return answer.StatusCode;
    }
}
