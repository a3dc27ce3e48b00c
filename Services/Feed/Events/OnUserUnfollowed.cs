using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>Hides the posts at once, since every page asks for the follow; their places in Redis go with the rebuilt feed.</summary>
public sealed class OnUserUnfollowed(FeedDbContext db) : IEventHandler<UserUnfollowed>
{
    public async Task Handle(UserUnfollowed e, EventContext context, CancellationToken stop)
    {
        var (follower, followed) = (Guid.Parse(e.FollowerId), Guid.Parse(e.FollowedId));
        await db.Database.ExecuteSqlAsync(
            $"""
            with gone as (
                delete from follows where follower_id = {follower} and followed_id = {followed}
                returning follower_id
            )
            insert into timeline_updates (feed_of) select follower_id from gone
            """,
            stop
        );
        await db.RetractFollowAsync(follower, followed, stop);
    }
}
