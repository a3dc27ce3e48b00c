using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Api;

/// <summary>What members write to each other. One partial file for each subject.</summary>
public sealed partial class MessageApi(
    ChatDbContext db,
    ProfileService.ProfileServiceClient profiles,
    MediaService.MediaServiceClient media,
    MessageUploads uploads,
    MessageViews views,
    ChatLimits limits,
    LivePublisher live,
    HotKeyLimiter hotRooms,
    TimeProvider clock
) : MessageService.MessageServiceBase
{
    DateTimeOffset Now => clock.GetUtcNow().ToMicroseconds();

    /// <summary>A message of a locked room that was not deleted.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    async Task<Message> FindAsync(Room room, Guid id, CancellationToken stop) =>
        await db.Messages.SingleOrDefaultAsync(m => m.RoomId == room.Id && m.Id == id && m.DeletedAt == null, stop)
        ?? throw Ids.NoSuchMessage();

    async Task<MessageView> ViewAsync(Message message, Guid me, CancellationToken stop) =>
        (await views.ComposeAsync([message], me, stop))[0];

    /// <summary>The members whom a text mentions, in order of appearance.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    async Task<Guid[]> FindMentionedAsync(Guid room, string text, CancellationToken stop)
    {
        Guid[] found = [.. (await profiles.FindMentionedAsync(text, stop)).Select(person => person.Id)];
        if (found.Length == 0)
            return [];
        var members = await db.Members.Where(m => m.RoomId == room && found.Contains(m.UserId)).Select(m => m.UserId).ToListAsync(stop);
        return [.. found.Where(members.Contains)];
    }
}
