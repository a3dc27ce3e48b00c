using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record CommentAnswer(
    Guid Id,
    Guid PostId,
    AuthorAnswer Author,
    string Text,
    IReadOnlyList<AuthorAnswer> Mentions,
    DateTimeOffset CreatedAt
);

/// <summary>What a person does with a post that is there.</summary>
static class Conversation
{
    public static Task LikeAsync(this Person person, Guid post) => person.DoAsync(HttpMethod.Put, $"/api/posts/{post}/like");

    public static Task UnlikeAsync(this Person person, Guid post) => person.DoAsync(HttpMethod.Delete, $"/api/posts/{post}/like");

    public static Task<PostAnswer> ReadAsync(this Person person, Guid post) => person.GetAsync<PostAnswer>($"/api/posts/{post}");

    public static Task<HttpResponseMessage> SendCommentAsync(this Person person, Guid post, string text, string? key = null) =>
        person.SendAsync(HttpMethod.Post, $"/api/posts/{post}/comments", JsonContent.Create(new { text }), key);

    public static async Task<CommentAnswer> CommentAsync(this Person person, Guid post, string text, string? key = null)
    {
        using var answer = await person.SendCommentAsync(post, text, key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CommentAnswer>())!;
    }

    public static Task<Page<CommentAnswer>> CommentsAsync(this Person person, Guid post, int limit = 20, string? cursor = null) =>
        person.GetAsync<Page<CommentAnswer>>($"/api/posts/{post}/comments?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
}
