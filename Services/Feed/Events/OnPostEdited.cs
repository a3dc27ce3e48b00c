using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>Whom the text mentions now is told, unless they were told before; whom it mentions no more is told no more.</summary>
public sealed class OnPostEdited(FeedDbContext db) : IEventHandler<PostEdited>
{
    public async Task Handle(PostEdited e, EventContext context, CancellationToken stop)
    {
        var (post, author) = (Guid.Parse(e.PostId), Guid.Parse(e.AuthorId));
        List<Guid> mentioned = [.. e.MentionedIds.Select(Guid.Parse)];
        var gone = await db.LockAndFindDeletedUsersAsync([author, .. mentioned], stop);
        if (gone.Contains(author))
            return;
        await db.RetractAsync(author, post, post, mentioned, stop, Kinds.Mention);
        var told = await db
            .Notifications.Where(n => n.PostId == post && n.Kind == Kinds.Mention && mentioned.Contains(n.RecipientId))
            .Where(n => db.Actors.Any(a => a.NotificationId == n.Id && a.ActorId == author && a.Sources.Contains(post)))
            .Select(n => n.RecipientId)
            .ToListAsync(stop);
        var at = e.EditedAt.ToDateTimeOffset();
        var news = mentioned.Except(told).Except(gone).Select(m => new NotificationTrigger(m, author, post, author, post, at));
        await db.NotifyAsync(Kinds.Mention, news, stop);
    }
}
