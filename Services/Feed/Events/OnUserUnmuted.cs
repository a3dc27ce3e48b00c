using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>The muter's feed is built anew when next read: what was left out meanwhile belongs there again.</summary>
public sealed class OnUserUnmuted(FeedDbContext db) : IEventHandler<UserUnmuted>
{
    public Task Handle(UserUnmuted e, EventContext context, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with gone as (
                delete from mutes where muter_id = {Guid.Parse(e.MuterId)} and muted_id = {Guid.Parse(e.MutedId)}
                returning muter_id
            )
            insert into timeline_updates (feed_of) select muter_id from gone
            """,
            stop
        );
}
