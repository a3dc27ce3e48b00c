using Social.Contracts;

namespace Social.Gateway.CachedReads;

/// <summary>A post as one viewer sees it.</summary>
readonly record struct SeenPost(PostContent Content, int Likes, int Comments, bool LikedByMe)
{
    public string Id => Content.Id;
    public string Text => Content.Text;

    /// <summary>An entry of the cache as whom this state was told to sees it.</summary>
    public static SeenPost Of(CacheEntry entry, PostState state) =>
        new(PostContent.Of(entry), state.Likes, state.Comments, state.LikedByMe);

    /// <summary>A post as its owner told the viewer of it.</summary>
    public static SeenPost Of(PostView post) => new(PostContent.Of(post), post.Likes, post.Comments, post.LikedByMe);
}

/// <summary>A page of posts, and the cursor of the next one; empty behind the last.</summary>
sealed record SeenPage(IReadOnlyList<SeenPost> Posts, string Next)
{
    public static SeenPage Of(PostPage page) => new([.. page.Posts.Select(SeenPost.Of)], page.Next);
}
