namespace Social.Posts.Data;

public enum MediaKind
{
    Post,
    Avatar,
    Story,

    /// <summary>Of a question or an answer.</summary>
    Question,

    /// <summary>Of a message: shown to the members of its room only.</summary>
    Room,
}

public enum MediaState
{
    /// <summary>Its objects are being written, or nothing is known to refer to it yet; the cleanup finds out.</summary>
    Pending,

    /// <summary>A post, a profile, a story, a message, a question or an answer shows it.</summary>
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

    /// <summary>Null once the account was deleted and the image stays with what holds it.</summary>
    public Guid? OwnerId { get; init; }
    public MediaKind Kind { get; init; }
    public MediaState State { get; set; }

    /// <summary>When it was stored, or claimed last.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Pixels of the full rendition; 0 where what shows it knows them.</summary>
    public int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; init; }

    /// <summary>SHA-256 of the file as it was sent; null where nobody compares it.</summary>
    public byte[]? Hash { get; init; }
}
