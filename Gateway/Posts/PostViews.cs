using Social.Contracts;
using Social.Gateway.Caching;
using Social.Gateway.Http;
using Social.ServiceDefaults;

namespace Social.Gateway.Posts;

/// <summary>Composes posts and comments with the people they show, one call to each service however many there are.</summary>
sealed class PostViews(Reads reads, People people)
{
    /// <summary>The post with this id.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<PostJson> Of(Guid id, CancellationToken stop) =>
        (await reads.Posts([id.ToString()], stop)).Values.SingleOrDefault() is { } post ? await Of(post, stop) : throw NoSuchPost();

    /// <summary>One post with its author.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/> when the author is not there for the caller.</exception>
    public async Task<PostJson> Of(PostView post, CancellationToken stop) =>
        (await Of([post], unasked: false, stop)) is [var one] ? one : throw NoSuchPost();

    /// <summary>Those of the posts whose authors are there for the caller, in the given order; unasked, without those they muted.</summary>
    public async Task<IReadOnlyList<PostJson>> Of(IReadOnlyCollection<PostView> some, bool unasked, CancellationToken stop)
    {
        var shown = await people.Find(some.SelectMany(p => p.MentionIds.Prepend(p.AuthorId)), unasked, stop);
        return [.. from p in some where shown.ContainsKey(p.AuthorId) select PostJson.Of(p, shown[p.AuthorId], p.MentionIds.Among(shown))];
    }

    /// <summary>A page of the posts of somebody whom the caller may see.</summary>
    public async Task<Page<PostJson>> Of(PostPage page, ProfileView author, CancellationToken stop)
    {
        var by = AuthorJson.Of(author);
        var mentioned = page.Posts.SelectMany(p => p.MentionIds).ToList();
        var shown = mentioned.Count == 0 ? null : await people.Find(mentioned, unasked: false, stop);
        return Pages.Of<PostJson>(
            [.. page.Posts.Select(p => PostJson.Of(p, by, shown is null ? [] : p.MentionIds.Among(shown)))],
            page.Next
        );
    }

    /// <summary>A page of posts; put before the caller unasked, without those they muted.</summary>
    public async Task<Page<PostJson>> Of(PostPage page, bool unasked, CancellationToken stop) =>
        Pages.Of(await Of(page.Posts, unasked, stop), page.Next);

    /// <summary>
    /// Those of the posts that belong into the caller's home feed now, in the given order: still there, by themselves or by somebody
    /// they follow and have not muted.
    /// </summary>
    public async Task<IReadOnlyList<PostJson>> Home(IReadOnlyList<FeedItem> items, string me, CancellationToken stop)
    {
        if (items.Count == 0)
            return [];
        var (authors, posts) = await reads.Page(items.Select(i => i.AuthorId), items.Select(i => i.PostId), stop);
        var byId = posts.Values.Where(IsWanted).ToDictionary(p => p.Id);
        // Few posts mention anybody: those are asked for by themselves, rather than every page waiting for its posts first.
        var mentioned = byId.Values.SelectMany(p => p.MentionIds).ToList();
        var shown = mentioned.Count == 0 ? null : await people.Find(mentioned, unasked: false, stop);
        return
        [
            .. from item in items
            where byId.ContainsKey(item.PostId)
            let post = byId[item.PostId]
            select PostJson.Of(post, AuthorJson.Of(authors[post.AuthorId]), shown is null ? [] : post.MentionIds.Among(shown)),
        ];

        bool IsWanted(PostView post) =>
            authors.TryGetValue(post.AuthorId, out var author)
            && People.IsShown(author, unasked: true)
            && (author.IsFollowed || author.Id == me);
    }

    /// <summary>A page of comments.</summary>
    public async Task<Page<CommentJson>> Of(CommentPage page, CancellationToken stop)
    {
        var shown = await people.Find(page.Comments.SelectMany(c => c.MentionIds.Prepend(c.AuthorId)), unasked: false, stop);
        var comments =
            from c in page.Comments
            where shown.ContainsKey(c.AuthorId)
            select CommentJson.Of(c, shown[c.AuthorId], c.MentionIds.Among(shown));
        return Pages.Of<CommentJson>([.. comments], page.Next);
    }

    /// <summary>What the caller has just written, which stands whether or not the people it mentions can be looked up.</summary>
    public async Task<PostJson> Fresh(PostView post, AuthorJson me, CancellationToken stop) =>
        PostJson.Of(post, me, await people.Mentioned(post.MentionIds, stop));

    /// <inheritdoc cref="Fresh(PostView, AuthorJson, CancellationToken)"/>
    public async Task<CommentJson> Fresh(CommentView comment, AuthorJson me, CancellationToken stop) =>
        CommentJson.Of(comment, me, await people.Mentioned(comment.MentionIds, stop));

    static FaultException NoSuchPost() => new(Fault.NotFound, "There is no such post.");
}
