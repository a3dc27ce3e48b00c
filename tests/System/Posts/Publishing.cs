using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>What a person sends to publish.</summary>
static class Publishing
{
    /// <summary>A form with a text and files, in this order, the first alt texts given.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this Person person,
        string text,
        (string Name, byte[] Bytes)[] files,
        string[]? alts = null,
        string? key = null
    )
    {
        var form = new MultipartFormDataContent { { new StringContent(text), "text" } };
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } }, "images", name);
        foreach (var alt in alts ?? [])
            form.Add(new StringContent(alt), "alts");
        return person.SendAsync(HttpMethod.Post, "/api/posts", form, key);
    }

    public static Task<HttpResponseMessage> SendAsync(this Person person, string text, string? key = null) =>
        person.SendAsync(HttpMethod.Post, "/api/posts", JsonContent.Create(new { text }), key);

    public static async Task<HttpResponseMessage> SendAsync(
        this Person person,
        HttpMethod method,
        string path,
        HttpContent? body,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await person.Api.SendAsync(request);
    }

    public static async Task<PostAnswer> PostAsync(this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<PostAnswer>())!;
    }
}
