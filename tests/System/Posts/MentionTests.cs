using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record MentioningPost(Guid Id, string Text, IReadOnlyList<AuthorAnswer> Mentions);

public sealed class MentionTests(SystemFixture system)
{
    static async Task<IReadOnlyList<string>> MentionsOfAsync(Person author, string text)
    {
        using var answer = await author.SendAsync(text);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var post = (await answer.Content.ReadFromJsonAsync<MentioningPost>())!;
        var read = await author.GetAsync<MentioningPost>($"/api/posts/{post.Id}");
        Assert.Equal(post.Mentions, read.Mentions);
        return [.. read.Mentions.Select(m => m.Username)];
    }

    [Fact]
    public async Task Usernames_in_a_text_are_people_in_order_of_appearance()
    {
        var (b, c) = (system.Bob.Username, system.Carol.Username);

        Assert.Equal([c, b], await MentionsOfAsync(system.Alice, $"@{c.ToUpperInvariant()} and @{b}, @{b} again: hello."));
        // A sentence ends with a dot, and so may a name.
        Assert.Equal([b], await MentionsOfAsync(system.Alice, $"I saw @{b}."));
        Assert.Equal([b, c], await MentionsOfAsync(system.Alice, $"(@{b})\n\u201c@{c}\u201d"));
        Assert.Equal([b], await MentionsOfAsync(system.Alice, $"\u4f60\u597d\uff0c@{b}\uff01"));
        Assert.Empty(await MentionsOfAsync(system.Alice, $"mail@{b} @{b}@example.com /@{b} @{b}\u00e9 @nobody_of_that_name @ab @{b}x"));
    }

    [Fact]
    public async Task Twenty_names_of_a_text_count()
    {
        var strangers = string.Join(' ', Enumerable.Range(0, 19).Select(i => $"@stranger_{i}"));

        Assert.Equal(
            [system.Bob.Username],
            await MentionsOfAsync(system.Alice, $"{strangers} @{system.Bob.Username} @{system.Carol.Username}")
        );
    }

    [Fact]
    public async Task Comments_mention_people_too_and_an_edit_mentions_others()
    {
        var post = await system.Alice.PostAsync($"For @{system.Bob.Username}");
        var comment = await system.Carol.CommentAsync(post.Id, $"Not for @{system.Alice.Username}?");
        Assert.Equal(system.Alice.Id, Assert.Single(comment.Mentions).Id);
        Assert.Equal(system.Alice.Id, Assert.Single(Assert.Single((await system.Bob.CommentsAsync(post.Id)).Items).Mentions).Id);

        await system.Alice.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"For @{system.Carol.Username}" });

        var edited = await system.Bob.GetAsync<MentioningPost>($"/api/posts/{post.Id}");
        Assert.Equal(system.Carol.Id, Assert.Single(edited.Mentions).Id);
    }
}
