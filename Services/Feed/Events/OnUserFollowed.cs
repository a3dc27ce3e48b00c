using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>The follower's feed is built anew, with the followed person's posts in their places; and they are told.</summary>
public sealed class OnUserFollowed(FeedDbContext db) : IEventBatchHandler<UserFollowed>
{
    public async Task Handle(IReadOnlyList<ReceivedEvent<UserFollowed>> events, CancellationToken stop)
    {
        List<NotificationTrigger> triggers = [.. events.Select(ToTrigger)];
        var gone = await db.LockAndFindDeletedUsersAsync(triggers.SelectMany(a => (Guid[])[a.ActorId, a.RecipientId]), stop);
        triggers.RemoveAll(a => gone.Contains(a.ActorId) || gone.Contains(a.RecipientId));
        var followers = triggers.ConvertAll(a => a.ActorId);
        var followed = triggers.ConvertAll(a => a.RecipientId);
        var fresh = await db
            .Follows.FromSql(
                $"""
                with fresh as (
                    insert into follows (follower_id, followed_id) select * from unnest({followers}, {followed})
                    on conflict do nothing
                    returning follower_id, followed_id
                ), owed as (
                    insert into timeline_updates (feed_of) select distinct follower_id from fresh
                )
                select follower_id, followed_id from fresh
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);
        var news = fresh.Select(f => (f.FollowerId, f.FollowedId)).ToHashSet();
        // What is told again was announced the first time.
        news.ExceptWith(events.Where(e => e.Context.Republished).Select(ToTrigger).Select(a => (a.ActorId, a.RecipientId)));
        await db.NotifyAsync(Kinds.Follow, triggers.Where(a => news.Contains((a.ActorId, a.RecipientId))), stop);
    }

    static NotificationTrigger ToTrigger(ReceivedEvent<UserFollowed> heard)
    {
        var (follower, followed) = (Guid.Parse(heard.Event.FollowerId), Guid.Parse(heard.Event.FollowedId));
        var at = heard.Event.FollowedAt?.ToDateTimeOffset() ?? heard.Context.OccurredAt;
        return new(followed, follower, null, follower, follower, at);
    }
}
