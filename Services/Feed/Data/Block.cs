namespace Social.Feeds.Data;

/// <summary>One person blocked another, as Profile told: neither sees the other's posts.</summary>
public sealed class Block
{
    public Guid BlockerId { get; private init; }
    public Guid BlockedId { get; private init; }
}
