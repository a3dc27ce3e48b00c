using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>Removes the notifications about a room that is no longer the recipient's to read, so that they are not counted as unread.</summary>
public sealed class OnRoomLeft(FeedDbContext db) : IEventHandler<RoomMemberRemoved>, IEventHandler<RoomDeleted>
{
    public Task Handle(RoomMemberRemoved e, EventContext context, CancellationToken stop) =>
        RemoveAsync(Guid.Parse(e.RoomId), Guid.Parse(e.UserId), stop);

    public Task Handle(RoomDeleted e, EventContext context, CancellationToken stop) => RemoveAsync(Guid.Parse(e.RoomId), null, stop);

    Task<int> RemoveAsync(Guid room, Guid? member, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with locked as (
                select id from notifications where post_id = {room} and recipient_id = coalesce({member}::uuid, recipient_id)
                order by kind, recipient_id, post_id, id for update
            )
            delete from notifications where id in (select id from locked)
            """,
            stop
        );
}
