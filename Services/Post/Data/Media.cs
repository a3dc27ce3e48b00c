namespace Social.Posts.Data;

public enum MediaKind
{
    Post,
    Avatar,
    Story,
}

public enum MediaState
{
    /// <summary>Its objects are being written, or nothing refers to it yet; swept when it stays so.</summary>
    Pending,

    /// <summary>A post or a profile shows it.</summary>
    Attached,

    /// <summary>Nothing may show it again; its objects are removed, then the row.</summary>
    PendingDeletion,
}

/// <summary>
/// An image in the object store. The row is written before its objects and removed after them, so that no crash leaves an object
/// that nobody knows of.
/// </summary>
public sealed class Media
{
    public Guid Id { get; init; }
    public Guid OwnerId { get; init; }
    public MediaKind Kind { get; init; }
    public MediaState State { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}
