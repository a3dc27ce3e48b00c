using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed class CommentTests(SystemFixture system)
{
    [Fact]
    public async Task A_conversation_reads_from_its_beginning_and_is_counted()
    {
        var post = await system.Alice.PostAsync("What do you think?");
        List<Guid> written = [];
        for (var i = 0; i < 5; i++)
            written.Add((await (i % 2 == 0 ? system.Bob : system.Carol).CommentAsync(post.Id, $"Thought {i}")).Id);

        var first = await system.Alice.CommentsAsync(post.Id, 3);
        var second = await system.Alice.CommentsAsync(post.Id, 3, first.Next);

        Assert.Equal(written, first.Items.Concat(second.Items).Select(c => c.Id));
        Assert.Null(second.Next);
        Assert.Equal(["bob", "carol"], first.Items.Take(2).Select(c => c.Author.Username));
        Assert.Equal(post.Id, first.Items[0].PostId);
        Assert.Equal(5, (await system.Alice.ReadAsync(post.Id)).Comments);
    }

    [Fact]
    public async Task A_comment_is_deleted_by_its_author_or_the_posts_and_nobody_else()
    {
        var post = await system.Alice.PostAsync("Mind your words");
        var (bobs, carols) = (await system.Bob.CommentAsync(post.Id, "Mine"), await system.Carol.CommentAsync(post.Id, "Carol's"));

        using var strangers = await system.Carol.SendAsync(HttpMethod.Delete, $"/api/comments/{bobs.Id}", null);
        Assert.Equal(HttpStatusCode.Forbidden, strangers.StatusCode);
        await system.Bob.DoAsync(HttpMethod.Delete, $"/api/comments/{bobs.Id}");
        Assert.Equal(1, (await system.Alice.ReadAsync(post.Id)).Comments);
        await system.Alice.DoAsync(HttpMethod.Delete, $"/api/comments/{carols.Id}");
        Assert.Equal(0, (await system.Alice.ReadAsync(post.Id)).Comments);
        Assert.Empty((await system.Bob.CommentsAsync(post.Id)).Items);

        using var again = await system.Bob.SendAsync(HttpMethod.Delete, $"/api/comments/{bobs.Id}", null);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(0, (await system.Alice.ReadAsync(post.Id)).Comments);
    }

    [Fact]
    public async Task A_comment_repeated_by_its_key_is_one_comment()
    {
        var post = await system.Alice.PostAsync("Once");
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.Bob.CommentAsync(post.Id, "Only once", key)));

        Assert.Single(answers.Select(c => c.Id).Distinct());
        Assert.Equal(answers[0], (await system.Bob.CommentAsync(post.Id, "Only once", key)) with { Mentions = answers[0].Mentions });
        Assert.Equal(1, (await system.Bob.ReadAsync(post.Id)).Comments);
        using var other = await system.Bob.SendCommentAsync(post.Id, "Something else", key);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var asPost = await system.Bob.SendAsync("Only once", key);
        Assert.Equal(HttpStatusCode.Conflict, asPost.StatusCode);
    }

    [Fact]
    public async Task A_comment_has_one_to_a_thousand_characters()
    {
        var post = await system.Alice.PostAsync("Room for words");

        foreach (var text in (string[])["", " \n\t", new string('x', 1_001), "null\0"])
        {
            using var refused = await system.Bob.SendCommentAsync(post.Id, text);
            Assert.Equal(HttpStatusCode.UnprocessableContent, refused.StatusCode);
            Assert.Contains("\"text\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(1_000, (await system.Bob.CommentAsync(post.Id, "  " + new string('x', 1_000))).Text.Length);
        // The accent is a character of its own until the text is composed.
        Assert.Equal("Caf\u00e9", (await system.Bob.CommentAsync(post.Id, "Cafe\u0301")).Text);
        Assert.Equal(2, (await system.Bob.ReadAsync(post.Id)).Comments);
        using var malformed = await system.Bob.Api.GetAsync($"/api/posts/{post.Id}/comments?cursor=%21");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }
}
