using Social.Contracts;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Notifications;

/// <summary>Composes notifications with people and posts, one call to each service however many there are.</summary>
sealed class NotificationViews(AuthorLookup lookup, PostService.PostServiceClient posts)
{
    const int Shown = 3;
    const int Excerpt = 100;

    /// <summary>
    /// Those about which something can be shown: a post that is the caller's to see, and somebody whom Profile shows, since its word on
    /// blocks, mutes and deleted accounts is the newest.
    /// </summary>
    public async Task<IReadOnlyList<NotificationJson>> ComposeAsync(IReadOnlyCollection<NotificationView> items, CancellationToken stop)
    {
        if (items.Count == 0)
            return [];
        var about = items.Select(n => n.PostId).Where(id => id.Length > 0).Distinct().ToList();
        var asked =
            about.Count == 0
                ? Task.FromResult(new PostList())
                : posts.GetPostsAsync(new() { Ids = { about } }, cancellationToken: stop).ResponseAsync;
        var shown = await lookup.Find(items.SelectMany(n => n.ActorIds), excludeMuted: true, stop);
        var found = (await asked).Posts.ToDictionary(p => p.Id);
        return
        [
            .. from n in items
            where n.PostId.Length == 0 || found.ContainsKey(n.PostId)
            let actors = n.ActorIds.Among(shown)
            where actors.Count > 0
            select new NotificationJson(
                Guid.Parse(n.Id),
                n.Kind,
                [.. actors.Take(Shown)],
                n.People - (n.ActorIds.Count - actors.Count) - Math.Min(actors.Count, Shown),
                n.PostId.Length == 0 ? null : Noted(found[n.PostId]),
                n.CommentId.Length == 0 ? null : Guid.Parse(n.CommentId),
                n.At.ToDateTimeOffset(),
                n.Read
            ),
        ];
    }

    static NotificationPostJson Noted(PostView post) =>
        new(
            Guid.Parse(post.Id),
            Graphemes.Cut(post.Text, Excerpt),
            post.Images is [var first, ..] ? ImageJson.From(first).ThumbnailUrl : null
        );
}
