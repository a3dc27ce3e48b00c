using Microsoft.EntityFrameworkCore;

namespace Social.Chats.Data;

/// <summary>What becomes of rooms whose members leave.</summary>
static class Succession
{
    /// <summary>
    /// Deletes those of the rooms that nobody is in any more, and makes the member of longest standing the owner of those groups that have
    /// none. The caller holds the rooms' locks and has removed the members.
    /// </summary>
    public static async Task SettleAsync(this ChatDbContext db, Guid[] rooms, CancellationToken stop)
    {
        var ended = db.Rooms.Where(r => rooms.Contains(r.Id) && r.Members == 0).Select(r => r.Id);
        await db.DeleteImagesAsync(db.MessageImages.Where(i => ended.Contains(i.RoomId)), stop);
        await db.Database.ExecuteSqlAsync($"delete from rooms where id = any ({rooms}) and members = 0", stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            update members set owner = true
            from (
                select distinct on (m.room_id) m.room_id, m.user_id
                from members m join rooms r on r.id = m.room_id
                where r.id = any ({rooms}) and not r.direct
                    and not exists (select from members o where o.room_id = r.id and o.owner)
                order by m.room_id, m.joined_at, m.user_id
            ) as heir
            where members.room_id = heir.room_id and members.user_id = heir.user_id
            """,
            stop
        );
    }
}
