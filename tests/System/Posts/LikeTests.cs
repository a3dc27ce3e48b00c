using System.Net;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Stories;

namespace Social.Tests.WholeSystem.Posts;

[Collection<TimingSensitive>]
public sealed class LikeTests(SystemFixture system)
{
    [Fact]
    public async Task A_hundred_likes_of_one_person_at_once_are_one_like()
    {
        var post = await system.Alice.PostAsync("Like me");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => system.Bob.LikeAsync(post.Id)));

        var read = await system.Bob.ReadAsync(post.Id);
        Assert.Equal((1, true), (read.Likes, read.LikedByMe));
        Assert.False((await system.Carol.ReadAsync(post.Id)).LikedByMe);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.Bob.UnlikeAsync(post.Id)));
        Assert.Equal(0, (await system.Bob.ReadAsync(post.Id)).Likes);
        await system.Bob.UnlikeAsync(post.Id);
        Assert.Equal(0, (await system.Bob.ReadAsync(post.Id)).Likes);
    }

    [Fact]
    public async Task All_who_like_and_comment_at_once_are_counted()
    {
        var post = await system.Alice.PostAsync("Like me all");
        var crowd = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => system.RegisterAsync($"fan{i}")));

        await Task.WhenAll(crowd.Select(fan => Task.WhenAll(fan.LikeAsync(post.Id), fan.CommentAsync(post.Id, "Fine"))));

        var read = await crowd[0].ReadAsync(post.Id);
        Assert.Equal((40, 40, true), (read.Likes, read.Comments, read.LikedByMe));
        List<Guid> listed = [];
        string? next = null;
        do
        {
            var page = await system.Bob.GetAsync<Page<ProfileAnswer>>(
                $"/api/posts/{post.Id}/likes?limit=15" + (next is null ? "" : $"&cursor={next}")
            );
            listed.AddRange(page.Items.Select(p => p.Id));
            next = page.Next;
        } while (next is not null);
        Assert.Equal(crowd.Select(c => c.Id).Order(), listed.Order());

        await Task.WhenAll(crowd.Take(25).Select(fan => fan.UnlikeAsync(post.Id)));
        Assert.Equal(15, (await system.Bob.ReadAsync(post.Id)).Likes);
    }

    [Fact]
    public async Task Those_who_like_a_post_are_listed_latest_first()
    {
        var post = await system.Alice.PostAsync("Who does");
        foreach (var person in (Person[])[system.Carol, system.Bob, system.Alice])
            await person.LikeAsync(post.Id);

        var page = await system.Carol.GetAsync<Page<ProfileAnswer>>($"/api/posts/{post.Id}/likes?limit=2");
        Assert.Equal([system.Alice.Username, system.Bob.Username], page.Items.Select(p => p.Username));
        Assert.True(page.Items[1].IsFollowed);
        var last = await system.Carol.GetAsync<Page<ProfileAnswer>>($"/api/posts/{post.Id}/likes?limit=2&cursor={page.Next}");
        Assert.Equal(system.Carol.Id, Assert.Single(last.Items).Id);
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task What_is_not_there_is_not_liked()
    {
        var post = await system.Alice.PostAsync("Gone before it was liked");
        await system.Bob.LikeAsync(post.Id);
        await system.Bob.CommentAsync(post.Id, "So soon?");
        await system.Alice.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "Gone before it was #liked" });
        await system.Alice.DoAsync(HttpMethod.Delete, $"/api/posts/{post.Id}");
        foreach (var table in (string[])["likes", "comments", "revisions", "tags", "post_words"])
            Assert.Equal(0, await system.CountAsync($"{table} where post_id = $1", post.Id));

        foreach (var id in (Guid[])[post.Id, Guid.NewGuid()])
        {
            using var like = await system.Bob.SendAsync(HttpMethod.Put, $"/api/posts/{id}/like", null);
            using var unlike = await system.Bob.SendAsync(HttpMethod.Delete, $"/api/posts/{id}/like", null);
            using var likes = await system.Bob.Api.GetAsync($"/api/posts/{id}/likes");
            using var comment = await system.Bob.SendCommentAsync(id, "Where?");
            using var comments = await system.Bob.Api.GetAsync($"/api/posts/{id}/comments");
            Assert.All([like, unlike, likes, comment, comments], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        }
        using var nobody = await system.Api.PutAsync($"/api/posts/{post.Id}/like", null);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }
}
