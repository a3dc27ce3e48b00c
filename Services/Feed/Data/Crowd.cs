namespace Social.Feeds.Data;

/// <summary>
/// An author whose posts are merged on read. Once in, never out: a post that was not fanned out must stay findable when the author
/// loses followers again.
/// </summary>
public sealed class Crowd
{
    public Guid AuthorId { get; private init; }
}
