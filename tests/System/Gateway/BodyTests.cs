using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Gateway;

public sealed class BodyTests(SystemFixture system)
{
    [Fact]
    public async Task A_body_no_call_could_need_is_refused_unread()
    {
        using var large = await system.Alice.Api.PostAsJsonAsync("/api/posts", new { text = new string('x', 70_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Contains("rfc9110#section-15.5.14", await large.Content.ReadAsStringAsync());
        using var bio = await system.Alice.Api.PatchAsJsonAsync("/api/profiles/me", new { bio = new string('x', 70_000) });
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
        using var answer = await system.Alice.Api.PostAsync(path, body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.OK)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    public async Task Json_is_read_in_known_charsets_only(string type, HttpStatusCode status)
    {
        using var body = new ByteArrayContent("""{ "bio": "Still here" }"""u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await system.Alice.Api.PatchAsync("/api/profiles/me", body);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{ "text": null }""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{ "caption": "Misspelt" }""", HttpStatusCode.UnprocessableEntity)]
    public async Task An_edit_that_says_no_text_leaves_the_text(string json, HttpStatusCode status)
    {
        var post = await system.Alice.PostPhotosAsync("The caption", Pictures.Png(40, 30));
        using var body = new StringContent(json, null, "application/json");
        using var answer = await system.Alice.Api.PatchAsync($"/api/posts/{post.Id}", body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("The caption", (await system.Alice.ReadAsync(post.Id)).Text);
    }

    [Theory]
    [InlineData("text/plain", new byte[] { 0xC3, 0xA9 }, "é")]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { 0xE9 }, "é")]
    [InlineData("text/plain; charset=\"utf-16\"", new byte[] { 0xE9, 0x00 }, "é")]
    [InlineData("text/plain", new byte[] { 0xE9 }, null)]
    [InlineData("text/plain; charset=klingon", new byte[] { 0x65 }, null)]
    public async Task A_forms_text_is_converted_or_refused_and_never_garbled(string type, byte[] bytes, string? text)
    {
        using var part = new ByteArrayContent(bytes);
        part.Headers.TryAddWithoutValidation("Content-Type", type);
        using var form = new MultipartFormDataContent { { part, "text" } };
        using var answer = await system.Alice.Api.PostAsync("/api/posts", form);
        Assert.Equal(text is null ? HttpStatusCode.BadRequest : HttpStatusCode.Created, answer.StatusCode);
        if (text is not null)
            Assert.Equal(text, (await answer.Content.ReadFromJsonAsync<PostAnswer>())!.Text);
    }

    [Theory]
    [InlineData("alts", 11)]
    [InlineData("text", 1)]
    [InlineData("caption", 1)]
    public async Task A_part_too_many_or_unknown_is_refused_by_its_name(string name, int parts)
    {
        using var form = new MultipartFormDataContent { { new StringContent("Text"), "text" } };
        for (var i = 0; i < parts; i++)
            form.Add(new StringContent("x"), name);
        using var answer = await system.Alice.Api.PostAsync("/api/posts", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"\"{name}\":", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_part_of_a_form_is_what_its_name_says_whether_or_not_it_has_a_file_name()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Pictures.Png(40, 30)), "images" },
            { new StringContent("Told by a file"), "text", "text.txt" },
        };
        using var answer = await system.Alice.Api.PostAsync("/api/posts", form);
        var post = (await answer.Content.ReadFromJsonAsync<PostAnswer>())!;
        Assert.Equal(("Told by a file", 40), (post.Text, Assert.Single(post.Images).Width));

        using var misnamed = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(40, 30)), "photo", "a.png" } };
        using var refused = await system.Alice.Api.PostAsync("/api/posts", misnamed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("it takes images, text, alts", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_member_that_comes_twice_is_refused()
    {
        using var body = new StringContent("""{ "text": "one", "text": "two" }""", null, "application/json");
        using var answer = await system.Alice.Api.PostAsync("/api/posts", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("see $.text", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_head_is_answered_as_a_get_is_and_has_no_body()
    {
        var post = await system.Alice.PostPhotosAsync("With a picture", Pictures.Png(40, 30));
        foreach (var path in (string[])["/api/auth/me", $"/api/posts/{post.Id}", post.Images[0].Url, "/api/no/such/call", "/"])
        {
            using var get = await system.Alice.Api.GetAsync(path);
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await system.Alice.Api.SendAsync(request);
            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_told_which_it_takes()
    {
        using var answer = await system.Alice.Api.DeleteAsync("/api/feed");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_parameter_of_another_form_is_named_without_our_types()
    {
        using var answer = await system.Alice.Api.GetAsync("/api/feed?limit=abc");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The parameter 'limit' cannot be 'abc'.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_range_to_the_last_number_there_is_is_the_whole_image()
    {
        var post = await system.Alice.PostPhotosAsync("With a picture", Pictures.Png(40, 30));
        var whole = await system.Alice.Api.GetByteArrayAsync(post.Images[0].Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, post.Images[0].Url);
        request.Headers.TryAddWithoutValidation("Range", "bytes=0-9223372036854775807");
        using var answer = await system.Alice.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/feed?limit=0")]
    [InlineData("/api/explore?limit=101")]
    [InlineData("/api/notifications?limit=-1")]
    public async Task A_page_of_no_size_or_too_many_is_refused_with_the_field(string path)
    {
        using var answer = await system.Alice.Api.GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"limit\"", await answer.Content.ReadAsStringAsync());
    }
}
