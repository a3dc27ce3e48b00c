using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>A post to remember, and to deliver once that is committed; and whom it mentions is told.</summary>
public sealed class OnPostPublished(FeedDbContext db) : IEventHandler<PostPublished>
{
    public async Task Handle(PostPublished e, EventContext context, CancellationToken stop)
    {
        var (post, author, at) = (Guid.Parse(e.PostId), Guid.Parse(e.AuthorId), e.PublishedAt.ToDateTimeOffset());
        List<Guid> mentioned = [.. e.MentionedIds.Select(Guid.Parse)];
        var gone = await db.WhoIsGoneAsync([author, .. mentioned], stop);
        if (gone.Contains(author))
            return;
        var fresh = await db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into posts (id, author_id, published_at) values ({post}, {author}, {at})
                on conflict do nothing
                returning id
            )
            insert into deliveries (post_id) select id from fresh
            """,
            stop
        );
        if (fresh > 0)
            await db.NotifyAsync(new(Kinds.Mention, author, post, author, post, at), mentioned.Except(gone), stop);
    }
}
