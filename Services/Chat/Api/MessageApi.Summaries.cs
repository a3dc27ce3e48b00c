using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    const int MaxSummaries = 100;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (messages).</exception>
    public override async Task<MessageSummaries> GetMessageSummaries(GetMessageSummariesRequest request, ServerCallContext context)
    {
        if (request.Messages.Count > MaxSummaries)
            throw new FaultException(Fault.Invalid, "messages", $"At most {MaxSummaries} messages at once.");
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var asked = request.Messages.Select(m => (Room: Ids.Room(m.RoomId), Message: Ids.Message(m.Id))).ToHashSet();
        var (rooms, ids) = (asked.Select(m => m.Room).ToList(), asked.Select(m => m.Message).ToList());
        var found = await db
            .Messages.Where(m => rooms.Contains(m.RoomId) && ids.Contains(m.Id) && m.DeletedAt == null)
            .Where(m => db.Members.Any(member => member.RoomId == m.RoomId && member.UserId == me))
            .Join(
                db.Rooms,
                m => m.RoomId,
                r => r.Id,
                (m, r) =>
                    new
                    {
                        m.RoomId,
                        m.Id,
                        m.Sequence,
                        m.Text,
                        r.Name,
                    }
            )
            .ToListAsync(stop);
        return new()
        {
            Messages =
            {
                // A client's id may be used in two rooms.
                found
                    .Where(m => asked.Contains((m.RoomId, m.Id)))
                    .Select(m => new MessageSummary
                    {
                        RoomId = m.RoomId.ToString(),
                        Id = m.Id.ToString(),
                        RoomName = m.Name,
                        Sequence = m.Sequence,
                        Excerpt = MessageViews.Beginning(m.Text),
                    }),
            },
        };
    }
}
