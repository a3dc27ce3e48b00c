namespace Social.Feeds.Data;

/// <summary>That a post exists: who wrote it, and when. What it says is the Post service's.</summary>
public sealed class Post
{
    public Guid Id { get; internal init; }
    public Guid AuthorId { get; internal init; }
    public DateTimeOffset PublishedAt { get; internal init; }

    public Position Position => new(PublishedAt, Id);
}
