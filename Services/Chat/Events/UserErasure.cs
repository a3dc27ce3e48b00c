using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Messaging.Blocks;

namespace Social.Chats.Events;

static class UserErasure
{
    /// <summary>Removes a person from every row, in the open transaction, which has marked them as deleted.</summary>
    /// <returns>What the rooms in which something changed are to be told after the commit.</returns>
    public static async Task<IReadOnlyList<MemberLeft>> EraseAsync(
        this ChatDbContext db,
        Guid user,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var rooms = await LockRoomsAsync(db, user, stop);
        await EraseImagesAsync(db, user, now, stop);
        await EraseMembershipsAsync(db, user, rooms, stop);
        await db.EraseMessagesAsync(user, stop);
        await db.Invites.Where(i => i.CreatedBy == user).ExecuteUpdateAsync(set => set.SetProperty(i => i.CreatedBy, (Guid?)null), stop);
        await db.IdempotencyRecords.Where(r => r.CallerId == user).ExecuteDeleteAsync(stop);
        await db.RemoveBlocksOfAsync(user, stop);
        await db.LastSeen.Where(s => s.UserId == user).ExecuteDeleteAsync(stop);
        return await db
            .Rooms.Where(r => rooms.Contains(r.Id))
            .Select(r => new MemberLeft(r.Id, user, r.LastSequence, r.Revision))
            .ToListAsync(stop);
    }

    /// <summary>By rows and in one order, as whoever writes in a room takes its row first.</summary>
    static Task<Guid[]> LockRoomsAsync(ChatDbContext db, Guid user, CancellationToken stop) =>
        db
            .Database.SqlQuery<Guid>(
                $$"""
                select id as "Value" from rooms
                where id in (
                    select room_id from members where user_id = {{user}}
                    union select id from rooms where low_id = {{user}} or high_id = {{user}}
                    union select room_id from messages where sender_id = {{user}}
                    union select room_id from messages where mention_ids <> '{}' and mention_ids @> array[{{user}}]
                    union select room_id from reactions where user_id = {{user}})
                order by id for no key update
                """
            )
            .ToArrayAsync(stop);

    static async Task EraseMembershipsAsync(ChatDbContext db, Guid user, Guid[] rooms, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            with ended as (delete from members where user_id = {user} returning room_id)
            update rooms set members = members - 1,
                low_id = nullif(low_id, {user}), high_id = nullif(high_id, {user})
            where id in (select room_id from ended)
            """,
            stop
        );
        await db.SettleAsync(rooms, stop);
    }

    /// <summary>Their photos, and what was only photos: of that its place is left, as of a deleted message.</summary>
    static async Task EraseImagesAsync(ChatDbContext db, Guid user, DateTimeOffset now, CancellationToken stop)
    {
        var withImages = db.Messages.Where(m => m.SenderId == user && m.ImageCount > 0);
        var onlyImages = withImages.Where(m => m.Text == "");
        await db.MessageImages.Where(i => withImages.Any(m => m.RoomId == i.RoomId && m.Id == i.MessageId)).ExecuteDeleteAsync(stop);
        await db.MessageEdits.Where(e => onlyImages.Any(m => m.RoomId == e.RoomId && m.Id == e.MessageId)).ExecuteDeleteAsync(stop);
        await db.Reactions.Where(r => onlyImages.Any(m => m.RoomId == r.RoomId && m.Id == r.MessageId)).ExecuteDeleteAsync(stop);
        await onlyImages.ExecuteUpdateAsync(
            set =>
                set.SetProperty(m => m.DeletedAt, now)
                    .SetProperty(m => m.ReplyTo, (Guid?)null)
                    .SetProperty(m => m.EditedAt, (DateTimeOffset?)null),
            stop
        );
        await withImages.ExecuteUpdateAsync(set => set.SetProperty(m => m.ImageCount, 0), stop);
    }
}
