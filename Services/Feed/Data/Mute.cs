namespace Social.Feeds.Data;

/// <summary>One person muted another, as Profile told: the muter's feed and notifications leave the muted out.</summary>
public sealed class Mute
{
    public Guid MuterId { get; private init; }
    public Guid MutedId { get; private init; }
}
