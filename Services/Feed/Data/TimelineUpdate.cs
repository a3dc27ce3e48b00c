namespace Social.Feeds.Data;

/// <summary>
/// A pending update of timelines in Redis, saved with the fact it follows from and carried out after the commit. Carried out earlier, a
/// timeline that is being built at the same moment could miss both the fact in the database and the update.
/// </summary>
public sealed class TimelineUpdate
{
    public long Sequence { get; private init; }

    /// <summary>A post to put into the feeds of its author and the author's followers; or null.</summary>
    public Guid? PostId { get; private init; }

    /// <summary>A person whose follows, blocks or mutes changed, so that their feed is built anew when next read; or null.</summary>
    public Guid? FeedOf { get; private init; }

    /// <summary>A notification to tell its recipient of, if they are listening; or null.</summary>
    public Guid? NotificationId { get; private init; }
}
