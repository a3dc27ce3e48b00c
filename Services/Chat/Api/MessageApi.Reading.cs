using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/>: limit or a negative number.</exception>
    public override async Task<MessagePage> ListMessages(ListMessagesRequest request, ServerCallContext context)
    {
        var (me, room, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        if (request is { After: < 0 } or { Before: < 0 } or { Around: < 0 } or { ChangedAfter: < 0 })
            throw new FaultException(Fault.Malformed, "A sequence is not negative.");
        await db.EnsureMemberAsync(room, me, stop);
        var all = db.Messages.AsNoTracking().Where(m => m.RoomId == room);
        var (page, more) = request.FromCase switch
        {
            ListMessagesRequest.FromOneofCase.After => await OnwardAsync(all, request.After, limit, stop),
            ListMessagesRequest.FromOneofCase.Before => await BackAsync(all.Where(m => m.Sequence < request.Before), limit, stop),
            ListMessagesRequest.FromOneofCase.Around => await AroundAsync(all, request.Around, limit, stop),
            ListMessagesRequest.FromOneofCase.ChangedAfter => Cut(
                await all.Where(m => m.Revision > request.ChangedAfter).OrderBy(m => m.Revision).Take(limit + 1).ToListAsync(stop),
                limit
            ),
            ListMessagesRequest.FromOneofCase.None => await BackAsync(all, limit, stop),
        };
        return new() { Messages = { await views.ComposeAsync(page, me, stop) }, More = more };
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/>: a negative number.</exception>
    public override async Task<MarkRoomReadReply> MarkRoomRead(MarkRoomReadRequest request, ServerCallContext context)
    {
        var (me, room, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        if (request.Sequence < 0)
            throw new FaultException(Fault.Malformed, "A sequence is not negative.");
        await db.EnsureMemberAsync(room, me, stop);
        // Never back, and never past what there is.
        var read = await db
            .Database.SqlQuery<long>(
                $"""
                with moved as (
                    update members set read_sequence = least({request.Sequence}, r.last_sequence)
                    from rooms r
                    where r.id = {room} and room_id = r.id and user_id = {me} and read_sequence < least({request.Sequence}, r.last_sequence)
                    returning read_sequence
                )
                select read_sequence as "Value" from moved
                """
            )
            .ToListAsync(stop);
        if (read is [var sequence])
            live.ToRoom(room, LiveEvents.Read, new RoomRead(room, me, sequence));
        return new();
    }

    static async Task<(List<Message>, bool)> OnwardAsync(IQueryable<Message> all, long after, int limit, CancellationToken stop) =>
        Cut(await all.Where(m => m.Sequence > after).OrderBy(m => m.Sequence).Take(limit + 1).ToListAsync(stop), limit);

    static async Task<(List<Message>, bool)> BackAsync(IQueryable<Message> all, int limit, CancellationToken stop)
    {
        var (page, more) = Cut(await all.OrderByDescending(m => m.Sequence).Take(limit + 1).ToListAsync(stop), limit);
        page.Reverse();
        return (page, more);
    }

    /// <summary>Sequences have no gaps, so the middle of a page is known before it is read.</summary>
    static async Task<(List<Message>, bool)> AroundAsync(IQueryable<Message> all, long around, int limit, CancellationToken stop)
    {
        var first = around - limit / 2;
        return (await all.Where(m => m.Sequence >= first).OrderBy(m => m.Sequence).Take(limit).ToListAsync(stop), false);
    }

    static (List<Message>, bool) Cut(List<Message> page, int limit)
    {
        var more = page.Count > limit;
        if (more)
            page.RemoveAt(limit);
        return (page, more);
    }
}
