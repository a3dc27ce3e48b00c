using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;

namespace Social.Chats.Data;

/// <summary>Images whose messages are deleted: an event has Post remove them from the object store.</summary>
static class DeletedImages
{
    const int MaxPerEvent = 500;

    /// <summary>Publishes and deletes these images in the open transaction, which holds their rooms' rows.</summary>
    public static async Task DeleteImagesAsync(this ChatDbContext db, IQueryable<MessageImage> images, CancellationToken stop)
    {
        var deleted = await images.Select(i => new { i.RoomId, i.MediaId }).ToListAsync(stop);
        if (deleted.Count == 0)
            return;
        await db.LockAsync(deleted.Select(i => i.RoomId).Distinct(), stop);
        foreach (var room in deleted.GroupBy(i => i.RoomId, i => i.MediaId.ToString()))
        foreach (var some in room.Chunk(MaxPerEvent))
            db.Publish(room.Key, new MessageImagesDeleted { RoomId = room.Key.ToString(), MediaIds = { some } });
        await db.SaveChangesAsync(stop);
        await images.ExecuteDeleteAsync(stop);
    }
}
