namespace Social.Feeds.Data;

/// <summary>One person follows another, as Profile told.</summary>
public sealed class Follow
{
    public Guid FollowerId { get; private init; }
    public Guid FollowedId { get; private init; }
}
