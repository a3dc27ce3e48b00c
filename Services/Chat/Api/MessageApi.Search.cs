using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (q), <see cref="Fault.Malformed"/>: cursor or limit.
    /// </exception>
    public override async Task<MessagePage> SearchMessages(SearchMessagesRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = TimeCursor.Read(request.Cursor);
        var asked = ValidateQuery(request.Query);
        var mine = db.Members.Where(m => m.UserId == me).Select(m => m.RoomId);
        // Only asked for by a room's member, whether or not there is anything to look for.
        var room = request.RoomId.Length == 0 ? (Guid?)null : Ids.Room(request.RoomId);
        if (room is { } one)
            await db.EnsureMemberAsync(one, me, stop);
        if (SearchWords.Query(asked) is not { } query)
            return new();
        var found = db
            .Messages.AsNoTracking()
            .Join(db.Matching(query), m => new { m.RoomId, m.Id }, match => new { match.RoomId, Id = match.MessageId }, (m, _) => m);
        found = room is null ? found.Where(m => mine.Contains(m.RoomId)) : found.Where(m => m.RoomId == room);
        if (last is var (time, id))
            found = found.Where(m => m.SentAt < time || (m.SentAt == time && m.Id < id));
        var (page, more) = Cut(
            await found.OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Take(limit + 1).ToListAsync(stop),
            limit
        );
        return new()
        {
            Messages = { await views.ComposeAsync(page, me, stop) },
            More = more,
            Next = more ? TimeCursor.After(page[^1].SentAt, page[^1].Id) : "",
        };
    }

    static string ValidateQuery(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new FaultException(Fault.Malformed, "A null character is in no text.");
        text = NormalForm.Compose(text).Trim();
        return text.Length > 0 && Graphemes.Count(text) <= SharedLimits.SearchQuery
            ? text
            : throw new FaultException(Fault.Invalid, "q", $"A search has 1 to {SharedLimits.SearchQuery} characters.");
    }
}
