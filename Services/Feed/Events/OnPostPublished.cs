using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>A post to remember, and to deliver once that is committed.</summary>
public sealed class OnPostPublished(FeedDbContext db) : IEventHandler<PostPublished>
{
    public async Task Handle(PostPublished e, EventContext context, CancellationToken stop)
    {
        var author = Guid.Parse(e.AuthorId);
        if ((await db.WhoIsGoneAsync([author], stop)).Count > 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into posts (id, author_id, published_at)
                values ({Guid.Parse(e.PostId)}, {author}, {e.PublishedAt.ToDateTimeOffset()})
                on conflict do nothing
                returning id
            )
            insert into deliveries (post_id) select id from fresh
            """,
            stop
        );
    }
}
