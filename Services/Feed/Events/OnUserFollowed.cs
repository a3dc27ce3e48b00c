using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>The follower's feed is built anew, with the followed person's posts in their places; and they are told.</summary>
public sealed class OnUserFollowed(FeedDbContext db) : IEventHandler<UserFollowed>
{
    public async Task Handle(UserFollowed e, EventContext context, CancellationToken stop)
    {
        var (follower, followed) = (Guid.Parse(e.FollowerId), Guid.Parse(e.FollowedId));
        if ((await db.WhoIsGoneAsync([follower, followed], stop)).Count > 0)
            return;
        var fresh = await db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into follows (follower_id, followed_id) values ({follower}, {followed})
                on conflict do nothing
                returning follower_id
            )
            insert into deliveries (feed_of) select follower_id from fresh
            """,
            stop
        );
        var at = e.FollowedAt?.ToDateTimeOffset() ?? context.OccurredAt;
        if (fresh > 0)
            await db.NotifyAsync(new(Kinds.Follow, follower, null, follower, follower, at), [followed], stop);
    }
}
