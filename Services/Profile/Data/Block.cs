namespace Social.Profiles.Data;

/// <summary>One person wants nothing to do with another: neither sees or follows the other.</summary>
public sealed class Block
{
    public Guid BlockerId { get; private init; }
    public Guid BlockedId { get; private init; }
    public DateTimeOffset BlockedAt { get; private init; }
}
