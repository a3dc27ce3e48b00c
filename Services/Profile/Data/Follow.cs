using Social.Messaging.Snapshots;

namespace Social.Profiles.Data;

/// <summary>One person follows another.</summary>
public sealed class Follow
{
    public Guid FollowerId { get; private init; }
    public Guid FollowedId { get; private init; }

    /// <summary>Version 7, so it carries the time: what pages go by, newest first.</summary>
    public Guid Id { get; private init; }

    public DateTimeOffset At => Version7.TimeOf(Id);
}
