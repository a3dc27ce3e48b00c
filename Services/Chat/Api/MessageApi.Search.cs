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
        var query = Question(request.Query);
        var mine = db.Members.Where(m => m.UserId == me).Select(m => m.RoomId);
        var found = db
            .Messages.AsNoTracking()
            .Where(m => EF.Functions.ToTsVector(Message.Words, m.Text).Matches(EF.Functions.WebSearchToTsQuery(Message.Words, query)));
        if (request.RoomId.Length == 0)
            found = found.Where(m => mine.Contains(m.RoomId));
        else
        {
            var room = Ids.Room(request.RoomId);
            await db.EnsureMemberAsync(room, me, stop);
            found = found.Where(m => m.RoomId == room);
        }
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

    static string Question(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new FaultException(Fault.Malformed, "A null character is in no text.");
        text = NormalForm.Compose(text).Trim();
        return text.Length > 0 && Graphemes.Count(text) <= SharedLimits.SearchQuery
            ? text
            : throw new FaultException(Fault.Invalid, "q", $"A search has 1 to {SharedLimits.SearchQuery} characters.");
    }
}
