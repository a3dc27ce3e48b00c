using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>Posts to remember, and to deliver once that is committed; and whom they mention is told.</summary>
public sealed class OnPostPublished(FeedDbContext db) : IEventBatchHandler<PostPublished>
{
    public async Task Handle(IReadOnlyList<ReceivedEvent<PostPublished>> events, CancellationToken stop)
    {
        // What is told again was announced the first time.
        var unheard = events.Where(e => !e.Context.Republished);
        List<NotificationTrigger> mentions =
        [
            .. unheard.SelectMany(e => e.Event.MentionedIds.Select(m => ToTrigger(e.Event, Guid.Parse(m)))),
        ];
        List<NotificationTrigger> posts = [.. events.Select(e => ToTrigger(e.Event, recipient: Guid.Empty))];
        var gone = await db.LockAndFindDeletedUsersAsync(posts.Select(p => p.ActorId).Concat(mentions.Select(m => m.RecipientId)), stop);
        posts.RemoveAll(p => gone.Contains(p.ActorId));
        var ids = posts.ConvertAll(p => p.Source);
        var authors = posts.ConvertAll(p => p.ActorId);
        var times = posts.ConvertAll(p => p.At);
        var fresh = await db
            .Database.SqlQuery<Guid>(
                $"""
                with fresh as (
                    insert into posts (id, author_id, published_at) select * from unnest({ids}, {authors}, {times})
                    on conflict do nothing
                    returning id
                ), owed as (
                    insert into timeline_updates (post_id) select id from fresh
                )
                select id as "Value" from fresh
                """
            )
            .ToListAsync(stop);
        await db.NotifyAsync(Kinds.Mention, mentions.Where(m => fresh.Contains(m.Source) && !gone.Contains(m.RecipientId)), stop);
    }

    static NotificationTrigger ToTrigger(PostPublished e, Guid recipient)
    {
        var (post, author) = (Guid.Parse(e.PostId), Guid.Parse(e.AuthorId));
        return new(recipient, author, post, author, post, e.PublishedAt.ToDateTimeOffset());
    }
}
