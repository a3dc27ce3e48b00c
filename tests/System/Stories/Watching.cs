using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Stories;

public sealed record StoryAnswer(Guid Id, ImageAnswer Image, string Caption, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool Seen);

public sealed record AuthorStoriesAnswer(AuthorAnswer Author, IReadOnlyList<StoryAnswer> Stories, bool Seen);

public sealed record StoriesAnswer(IReadOnlyList<StoryAnswer> Mine, IReadOnlyList<AuthorStoriesAnswer> Items, string? Next);

/// <summary>What a person does with stories.</summary>
static class Watching
{
    static readonly byte[] Picture = Pictures.Jpeg(90, 160);

    public static Guid MediaOf(StoryAnswer story) => Guid.Parse(story.Image.Url.Split('/')[^1]);

    public static Task<HttpResponseMessage> SendStoryAsync(
        this Person person,
        string? caption = null,
        byte[]? picture = null,
        string? key = null,
        int files = 1
    )
    {
        var form = new MultipartFormDataContent();
        if (caption is not null)
            form.Add(new StringContent(caption), "caption");
        for (var i = 0; i < files; i++)
            form.Add(new ByteArrayContent(picture ?? Picture), "image", $"story{i}.jpg");
        return person.SendAsync(HttpMethod.Post, "/api/stories", form, key);
    }

    public static async Task<StoryAnswer> StoryAsync(this Person person, string? caption = null, byte[]? picture = null, string? key = null)
    {
        using var answer = await person.SendStoryAsync(caption, picture, key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<StoryAnswer>())!;
    }

    public static Task<StoriesAnswer> StoriesAsync(this Person person, int limit = 100, string? cursor = null) =>
        person.GetAsync<StoriesAnswer>($"/api/stories?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));

    /// <summary>What this person is shown of that one; null when nothing.</summary>
    public static async Task<AuthorStoriesAnswer?> StoriesOfAsync(this Person person, Person author) =>
        (await person.StoriesAsync()).Items.SingleOrDefault(i => i.Author.Id == author.Id);

    public static Task SeeAsync(this Person person, Guid story) => person.DoAsync(HttpMethod.Put, $"/api/stories/{story}/seen");

    /// <summary>A day passes for a story.</summary>
    public static async Task AgeAsync(this SystemFixture system, Guid story)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand(
            "update stories set created_at = created_at - interval '24 hours', expires_at = expires_at - interval '24 hours' where id = $1"
        );
        command.Parameters.Add(new() { Value = story });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>How many rows a question finds in the post service's database.</summary>
    public static async Task<long> CountAsync(this SystemFixture system, string from, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand($"select count(*) from {from}");
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
