using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Http;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Posts;

/// <summary>Composes posts and comments with the people they show, one call to each service however many there are.</summary>
sealed class PostViews(CachedReader reader, AuthorLookup lookup)
{
    /// <summary>The post with this id.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<PostJson> ComposeAsync(Guid id, CancellationToken stop)
    {
        var seen = await reader.ReadPageAsync([], [id.ToString()], stop);
        if (!seen.Posts.TryGetValue(id.ToString(), out var post))
            throw NoSuchPost();
        var shown = await lookup.FindAsync(post.Content.People, seen, excludeMuted: false, stop);
        return shown.TryGetValue(post.Content.AuthorId, out var author) ? From(post, author, shown) : throw NoSuchPost();
    }

    /// <summary>
    /// What was asked of Post about this post, once Profile has said, too, that it is there for the caller: Post hears of blocks by events.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<T> IfThereAsync<T>(Guid id, Task<T> asked, CancellationToken stop)
    {
        await Task.WhenAll(asked, ComposeAsync(id, stop));
        return await asked;
    }

    /// <summary>One post with its author.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/> when the author is not there for the caller.</exception>
    public async Task<PostJson> ComposeAsync(PostView post, CancellationToken stop) =>
        (await ComposeAsync([post], excludeMuted: false, stop)) is [var one] ? one : throw NoSuchPost();

    /// <summary>Those of the posts whose authors are there for the caller, in the given order; with excludeMuted, without those they muted.</summary>
    public async Task<IReadOnlyList<PostJson>> ComposeAsync(IReadOnlyCollection<PostView> some, bool excludeMuted, CancellationToken stop)
    {
        var shown = await lookup.FindAsync(some.SelectMany(p => p.MentionIds.Prepend(p.AuthorId)), excludeMuted, stop);
        return [.. from p in some where shown.ContainsKey(p.AuthorId) select From(SeenPost.Of(p), shown[p.AuthorId], shown)];
    }

    /// <summary>A page of the posts of somebody whom the caller may see.</summary>
    public async Task<Page<PostJson>> ComposeAsync(SeenPage page, Author author, CancellationToken stop)
    {
        var by = AuthorJson.From(author.Profile);
        var shown = await lookup.FindAsync(page.Posts.SelectMany(p => p.Content.MentionIds), author.Seen, excludeMuted: false, stop);
        return Pages.From<PostJson>([.. page.Posts.Select(p => From(p, by, shown))], page.Next);
    }

    /// <summary>A page of posts; with excludeMuted, without those by people whom the caller muted.</summary>
    public async Task<Page<PostJson>> ComposeAsync(PostPage page, bool excludeMuted, CancellationToken stop) =>
        Pages.From(await ComposeAsync(page.Posts, excludeMuted, stop), page.Next);

    /// <summary>
    /// Those of the posts that belong into the caller's home feed now, in the given order: still there, by themselves or by somebody
    /// they follow and have not muted.
    /// </summary>
    public async Task<IReadOnlyList<PostJson>> ComposeHomeAsync(IReadOnlyList<FeedItem> items, string me, CancellationToken stop)
    {
        if (items.Count == 0)
            return [];
        var seen = await reader.ReadPageAsync(items.Select(i => i.AuthorId), items.Select(i => i.PostId), stop);
        var posts = new List<SeenPost>(items.Count);
        foreach (var item in items)
            if (seen.Posts.TryGetValue(item.PostId, out var post) && IsWanted(post.Content))
                posts.Add(post);
        var shown = await lookup.FindAsync(posts.SelectMany(p => p.Content.MentionIds), seen, excludeMuted: false, stop);
        return posts.ConvertAll(p => From(p, shown[p.Content.AuthorId], shown));

        bool IsWanted(PostContent post) =>
            seen.People.TryGetValue(post.AuthorId, out var author)
            && AuthorLookup.IsShown(author, excludeMuted: true)
            && (author.IsFollowed || author.Id == me);
    }

    /// <summary>A page of comments.</summary>
    public async Task<Page<CommentJson>> ComposeAsync(CommentPage page, CancellationToken stop)
    {
        var shown = await lookup.FindAsync(page.Comments.SelectMany(c => c.MentionIds.Prepend(c.AuthorId)), excludeMuted: false, stop);
        var comments =
            from c in page.Comments
            where shown.ContainsKey(c.AuthorId)
            select CommentJson.From(c, shown[c.AuthorId], c.MentionIds.Among(shown));
        return Pages.From<CommentJson>([.. comments], page.Next);
    }

    /// <summary>What the caller has just written, which stands whether or not the people it mentions can be looked up.</summary>
    public async Task<PostJson> ForAuthorAsync(PostView post, AuthorJson me, CancellationToken stop) =>
        PostJson.From(SeenPost.Of(post), me, await lookup.FindMentionedAsync(post.MentionIds, stop));

    /// <inheritdoc cref="ForAuthorAsync(PostView, AuthorJson, CancellationToken)"/>
    public async Task<CommentJson> ForAuthorAsync(CommentView comment, AuthorJson me, CancellationToken stop) =>
        CommentJson.From(comment, me, await lookup.FindMentionedAsync(comment.MentionIds, stop));

    static PostJson From(SeenPost post, AuthorJson author, IReadOnlyDictionary<string, AuthorJson> shown) =>
        PostJson.From(post, author, post.Content.MentionIds.Among(shown));

    static FaultException NoSuchPost() => new(Fault.NotFound, "There is no such post.");
}
