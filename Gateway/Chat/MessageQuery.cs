using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Chat;

/// <summary>Which messages of a room are asked for: one of these at most; none of them asks for the latest.</summary>
/// <param name="After">Those after this sequence, the first of them.</param>
/// <param name="Before">Those before this sequence, the last of them.</param>
/// <param name="Around">This sequence in the middle.</param>
/// <param name="ChangedAfter">Those that changed since this revision of the room, by revision.</param>
/// <param name="Q">Those with these words, the latest first.</param>
public sealed record MessageQuery(
    [FromQuery(Name = "after")] long? After,
    [FromQuery(Name = "before")] long? Before,
    [FromQuery(Name = "around")] long? Around,
    [FromQuery(Name = "changedAfter")] long? ChangedAfter,
    [FromQuery(Name = "q")] string? Q
)
{
    /// <summary>The call. A cursor goes on in the direction of the page that it came with.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: more than one, or a cursor that is none of ours.</exception>
    public ListMessagesRequest ToRequest(Guid room, PageQuery page)
    {
        var request = new ListMessagesRequest { RoomId = room.ToString(), Limit = page.Take };
        var chosen = 0;
        if (page.From.Length > 0)
            Continue(request, page.From, ref chosen);
        if (After is { } after)
            (request.After, chosen) = (after, chosen + 1);
        if (Before is { } before)
            (request.Before, chosen) = (before, chosen + 1);
        if (Around is { } around)
            (request.Around, chosen) = (around, chosen + 1);
        if (ChangedAfter is { } changed)
            (request.ChangedAfter, chosen) = (changed, chosen + 1);
        return chosen > 1
            ? throw new FaultException(
                Fault.Malformed,
                "Messages are listed from one place: after, before, around, changedAfter or cursor."
            )
            : request;
    }

    /// <summary>Where the next page starts.</summary>
    public static string Next(ListMessagesRequest request, MessagePage page) =>
        !page.More || page.Messages.Count == 0
            ? ""
            : request.FromCase switch
            {
                ListMessagesRequest.FromOneofCase.After => Cursor('a', page.Messages[^1].Sequence),
                ListMessagesRequest.FromOneofCase.ChangedAfter => Cursor('c', page.Messages[^1].Revision),
                ListMessagesRequest.FromOneofCase.Before or ListMessagesRequest.FromOneofCase.None => Cursor(
                    'b',
                    page.Messages[0].Sequence
                ),
                ListMessagesRequest.FromOneofCase.Around => "",
            };

    static string Cursor(char direction, long place) => string.Create(CultureInfo.InvariantCulture, $"{direction}{place}");

    static void Continue(ListMessagesRequest request, string cursor, ref int chosen)
    {
        if (!long.TryParse(cursor.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            throw Malformed();
        chosen++;
        switch (cursor[0])
        {
            case 'a':
                request.After = place;
                break;
            case 'b':
                request.Before = place;
                break;
            case 'c':
                request.ChangedAfter = place;
                break;
            default:
                throw Malformed();
        }
    }

    static FaultException Malformed() => new(Fault.Malformed, "The cursor is not one of ours.");
}
