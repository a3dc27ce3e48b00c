using System.Net.Http.Json;
using Social.Tests.Towns;

namespace Social.Tests.Posts;

public sealed record MentioningPost(Guid Id, string Text, IReadOnlyList<AuthorAnswer> Mentions);

public sealed class MentionTests(Town town)
{
    static async Task<IReadOnlyList<string>> MentionsOf(Person author, string text)
    {
        using var answer = await author.Send(text);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var post = (await answer.Content.ReadFromJsonAsync<MentioningPost>())!;
        var read = await author.Get<MentioningPost>($"/api/posts/{post.Id}");
        Assert.Equal(post.Mentions, read.Mentions);
        return [.. read.Mentions.Select(m => m.Username)];
    }

    [Fact]
    public async Task Usernames_in_a_text_are_people_in_order_of_appearance()
    {
        var (b, c) = (town.Bob.Username, town.Carol.Username);

        Assert.Equal([c, b], await MentionsOf(town.Alice, $"@{c.ToUpperInvariant()} and @{b}, @{b} again: hello."));
        // A sentence ends with a dot, and so may a name.
        Assert.Equal([b], await MentionsOf(town.Alice, $"I saw @{b}."));
        Assert.Equal([b, c], await MentionsOf(town.Alice, $"(@{b})\n\u201c@{c}\u201d"));
        Assert.Equal([b], await MentionsOf(town.Alice, $"\u4f60\u597d\uff0c@{b}\uff01"));
        Assert.Empty(await MentionsOf(town.Alice, $"mail@{b} @{b}@example.com /@{b} @{b}\u00e9 @nobody_of_that_name @ab @{b}x"));
    }

    [Fact]
    public async Task Twenty_names_of_a_text_count()
    {
        var strangers = string.Join(' ', Enumerable.Range(0, 19).Select(i => $"@stranger_{i}"));

        Assert.Equal([town.Bob.Username], await MentionsOf(town.Alice, $"{strangers} @{town.Bob.Username} @{town.Carol.Username}"));
    }

    [Fact]
    public async Task Comments_mention_people_too_and_an_edit_mentions_others()
    {
        var post = await town.Alice.Post($"For @{town.Bob.Username}");
        var comment = await town.Carol.Comment(post.Id, $"Not for @{town.Alice.Username}?");
        Assert.Equal(town.Alice.Id, Assert.Single(comment.Mentions).Id);
        Assert.Equal(town.Alice.Id, Assert.Single(Assert.Single((await town.Bob.Comments(post.Id)).Items).Mentions).Id);

        await town.Alice.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"For @{town.Carol.Username}" });

        var edited = await town.Bob.Get<MentioningPost>($"/api/posts/{post.Id}");
        Assert.Equal(town.Carol.Id, Assert.Single(edited.Mentions).Id);
    }
}
