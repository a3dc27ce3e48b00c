using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>The post's author hears of the comment, those it mentions of the mention; nobody of both.</summary>
public sealed class OnCommentAdded(FeedDbContext db) : IEventBatchHandler<CommentAdded>
{
    public async Task Handle(IReadOnlyList<ReceivedEvent<CommentAdded>> events, CancellationToken stop)
    {
        // What is told again was announced the first time.
        ReceivedEvent<CommentAdded>[] fresh = [.. events.Where(e => !e.Context.Republished)];
        List<NotificationTrigger> comments = [.. fresh.Select(e => ToTrigger(e.Event))];
        List<NotificationTrigger> mentions =
        [
            .. comments
                .Zip(fresh, (trigger, e) => e.Event.MentionedIds.Select(m => trigger with { RecipientId = Guid.Parse(m) }))
                .SelectMany(some => some)
                .Where(a => a.RecipientId != a.OwnerId),
        ];
        var people = comments.SelectMany(a => (Guid[])[a.ActorId, a.OwnerId]).Concat(mentions.Select(a => a.RecipientId));
        var gone = await db.LockAndFindDeletedUsersAsync(people, stop);
        await db.NotifyAsync(Kinds.Comment, comments.Where(Stands), stop);
        await db.NotifyAsync(Kinds.Mention, mentions.Where(Stands), stop);

        bool Stands(NotificationTrigger a) => !gone.Contains(a.ActorId) && !gone.Contains(a.OwnerId) && !gone.Contains(a.RecipientId);
    }

    static NotificationTrigger ToTrigger(CommentAdded e)
    {
        var owner = Guid.Parse(e.PostAuthorId);
        var (post, comment) = (Guid.Parse(e.PostId), Guid.Parse(e.CommentId));
        return new(owner, Guid.Parse(e.AuthorId), post, owner, comment, e.AddedAt.ToDateTimeOffset());
    }
}
