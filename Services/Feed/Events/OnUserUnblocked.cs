using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>Both feeds are built anew when next read: what was left out meanwhile may belong there again.</summary>
public sealed class OnUserUnblocked(FeedDbContext db) : IEventHandler<UserUnblocked>
{
    public Task Handle(UserUnblocked e, EventContext context, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with gone as (
                delete from blocks where blocker_id = {Guid.Parse(e.BlockerId)} and blocked_id = {Guid.Parse(e.BlockedId)}
                returning blocker_id, blocked_id
            )
            insert into timeline_updates (feed_of) select unnest(array[blocker_id, blocked_id]) from gone
            """,
            stop
        );
}
