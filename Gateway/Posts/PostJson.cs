using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Profiles;

namespace Social.Gateway.Posts;

/// <summary>What a post shows of its author.</summary>
public sealed partial record AuthorJson(Guid Id, string Username, string DisplayName, string? AvatarUrl)
{
    public static AuthorJson From(ProfileView p) => new(Guid.Parse(p.Id), p.Username, p.DisplayName, ProfileJson.MediaUrl(p.AvatarMediaId));
}

/// <summary>An image as it is shown.</summary>
/// <param name="Url">At most 2,048 pixels a side.</param>
/// <param name="ThumbnailUrl">At most 640 pixels a side.</param>
/// <param name="Width">Pixels of the image at Url.</param>
/// <param name="Height">Pixels of the image at Url.</param>
/// <param name="Alt">What it shows, for those who cannot see it.</param>
public sealed partial record ImageJson(string Url, string ThumbnailUrl, int Width, int Height, string Alt)
{
    public static ImageJson From(MediaView m) => From("/media", m);

    /// <param name="path">Under which it is served.</param>
    public static ImageJson From(string path, MediaView m) => new($"{path}/{m.Id}", $"{path}/{m.Id}/thumb", m.Width, m.Height, m.Alt);
}

/// <summary>A post as the caller sees it.</summary>
/// <param name="Tags">Its hashtags as they are written, without the #.</param>
/// <param name="Mentions">The people its text names by @username, as far as the caller may see them.</param>
/// <param name="Entities">The mentions, tags and links of its text and where they are.</param>
/// <param name="EditedAt">Null when it never was.</param>
public sealed partial record PostJson(
    Guid Id,
    AuthorJson Author,
    string Text,
    IReadOnlyList<ImageJson> Images,
    IReadOnlyList<string> Tags,
    IReadOnlyList<AuthorJson> Mentions,
    IReadOnlyList<EntityJson> Entities,
    int Likes,
    int Comments,
    bool LikedByMe,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt
)
{
    internal static PostJson From(SeenPost post, AuthorJson author, IReadOnlyList<AuthorJson> mentions) =>
        new(
            Guid.Parse(post.Id),
            author,
            post.Text,
            post.Content.Images,
            post.Content.Tags,
            mentions,
            post.Content.Entities(mentions),
            post.Likes,
            post.Comments,
            post.LikedByMe,
            post.Content.CreatedAt,
            post.Content.EditedAt
        );
}

/// <summary>A post without images.</summary>
/// <param name="Text">1 to 2,200 characters.</param>
public sealed partial record PublishBody(string? Text);

/// <summary>Another text for a post.</summary>
/// <param name="Text">At most 2,200 characters; empty only where the post has images.</param>
public sealed partial record EditBody(string? Text);

/// <summary>What a post said before it was edited.</summary>
/// <param name="WrittenAt">When it began to say so.</param>
public sealed partial record EditJson(string Text, DateTimeOffset WrittenAt);

/// <summary>What somebody wrote under a post.</summary>
/// <param name="Mentions">The people its text names by @username, as far as the caller may see them.</param>
/// <param name="Entities">The mentions, tags and links of its text and where they are.</param>
public sealed partial record CommentJson(
    Guid Id,
    Guid PostId,
    AuthorJson Author,
    string Text,
    IReadOnlyList<AuthorJson> Mentions,
    IReadOnlyList<EntityJson> Entities,
    DateTimeOffset CreatedAt
)
{
    public static CommentJson From(CommentView c, AuthorJson author, IReadOnlyList<AuthorJson> mentions) =>
        new(
            Guid.Parse(c.Id),
            Guid.Parse(c.PostId),
            author,
            c.Text,
            mentions,
            EntityJson.Among(EntityJson.From(c.Entities), mentions),
            c.CreatedAt.ToDateTimeOffset()
        );
}

/// <summary>A comment to write.</summary>
/// <param name="Text">1 to 1,000 characters.</param>
public sealed partial record CommentBody(string? Text);
