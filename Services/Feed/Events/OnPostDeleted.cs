using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>
/// The post leaves every feed at once: pages show only what the database knows. Its id stays in Redis until it is trimmed: taken out, it
/// would make room at the end of a full feed for a post that arrives late, and those between would be passed over.
/// </summary>
public sealed class OnPostDeleted(FeedDbContext db) : IEventHandler<PostDeleted>
{
    public Task Handle(PostDeleted e, EventContext context, CancellationToken stop)
    {
        var post = Guid.Parse(e.PostId);
        return db.Database.ExecuteSqlAsync(
            $"""
            with locked as (
                select id from notifications where post_id = {post} order by kind, recipient_id, post_id, id for update
            ), untold as (
                delete from notifications where id in (select id from locked)
            )
            delete from posts where id = {post}
            """,
            stop
        );
    }
}
