namespace Social.Feeds.Data;

/// <summary>
/// An author with many followers, whose posts are merged on read. Never removed: a post that was not fanned out must stay findable when the author
/// loses followers again.
/// </summary>
public sealed class HighFollowerAuthor
{
    public Guid AuthorId { get; private init; }
}
