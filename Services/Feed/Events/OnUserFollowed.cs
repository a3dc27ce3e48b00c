using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>The follower's feed is built anew, with the followed person's posts in their places.</summary>
public sealed class OnUserFollowed(FeedDbContext db) : IEventHandler<UserFollowed>
{
    public async Task Handle(UserFollowed e, EventContext context, CancellationToken stop)
    {
        var (follower, followed) = (Guid.Parse(e.FollowerId), Guid.Parse(e.FollowedId));
        if ((await db.WhoIsGoneAsync([follower, followed], stop)).Count > 0)
            return;
        await db.Database.ExecuteSqlAsync(
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
    }
}
