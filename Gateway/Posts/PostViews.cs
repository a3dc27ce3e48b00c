using Social.Contracts;

namespace Social.Gateway.Posts;

/// <summary>Composes posts with their authors, one call to each service however many there are.</summary>
sealed class PostViews(ProfileService.ProfileServiceClient profiles, PostService.PostServiceClient posts)
{
    /// <summary>One post with its author.</summary>
    public async Task<PostJson> Of(PostView post, CancellationToken stop)
    {
        var author = await profiles.GetProfileAsync(new() { UserId = post.AuthorId }, cancellationToken: stop);
        return PostJson.Of(post, AuthorJson.Of(author));
    }

    /// <summary>Those of the posts that are still there, in the given order.</summary>
    public async Task<IReadOnlyList<PostJson>> Of(IReadOnlyList<FeedItem> items, CancellationToken stop)
    {
        if (items.Count == 0)
            return [];
        var found = posts.GetPostsAsync(new() { Ids = { items.Select(i => i.PostId) } }, cancellationToken: stop).ResponseAsync;
        var people = await profiles.GetProfilesAsync(
            new() { UserIds = { items.Select(i => i.AuthorId).Distinct() } },
            cancellationToken: stop
        );
        var authors = people.Profiles.ToDictionary(p => p.Id, AuthorJson.Of);
        var byId = (await found).Posts.ToDictionary(p => p.Id);
        return
        [
            .. from item in items
            where byId.ContainsKey(item.PostId) && authors.ContainsKey(item.AuthorId)
            select PostJson.Of(byId[item.PostId], authors[item.AuthorId]),
        ];
    }
}
