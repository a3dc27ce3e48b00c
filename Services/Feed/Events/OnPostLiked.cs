using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

public sealed class OnPostLiked(FeedDbContext db) : IEventBatchHandler<PostLiked>
{
    public async Task Handle(IReadOnlyList<ReceivedEvent<PostLiked>> events, CancellationToken stop)
    {
        // What is told again was announced the first time.
        var fresh = events.Where(e => !e.Context.Republished).Select(e => ToTrigger(e.Event));
        List<NotificationTrigger> triggers = [.. fresh.Where(a => a.ActorId != a.OwnerId)];
        var gone = await db.LockAndFindDeletedUsersAsync(triggers.SelectMany(a => (Guid[])[a.ActorId, a.OwnerId]), stop);
        await db.NotifyAsync(Kinds.Like, triggers.Where(a => !gone.Contains(a.ActorId) && !gone.Contains(a.OwnerId)), stop);
    }

    static NotificationTrigger ToTrigger(PostLiked e)
    {
        var (post, author) = (Guid.Parse(e.PostId), Guid.Parse(e.AuthorId));
        return new(author, Guid.Parse(e.LikerId), post, author, post, e.LikedAt.ToDateTimeOffset());
    }
}
