using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.Messaging.Blocks;

namespace Social.Chats.Api;

/// <summary>Messages as a member sees them, with what they answer, their images and reactions: four questions however many they are.</summary>
public sealed class MessageViews(ChatDbContext db)
{
    const int Excerpt = 100;

    /// <summary>In the order given.</summary>
    public async Task<IReadOnlyList<MessageView>> ComposeAsync(IReadOnlyList<Message> messages, Guid me, CancellationToken stop)
    {
        if (messages.Count == 0)
            return [];
        var targets = await FindTargetsAsync(messages, stop);
        var images = await FindImagesAsync(messages, stop);
        var reactions = await CountReactionsAsync(messages, me, stop);
        Guid[] people = [.. messages.Concat(targets.Values).Select(m => m.SenderId).OfType<Guid>().Where(id => id != me).Distinct()];
        var blocked = people.Length == 0 ? [] : await db.FindBlockedAmongAsync(me, people, stop);
        return [.. messages.Select(m => View(m, targets, images[(m.RoomId, m.Id)], reactions[(m.RoomId, m.Id)], blocked))];
    }

    async Task<Dictionary<(Guid, Guid), Message>> FindTargetsAsync(IReadOnlyList<Message> messages, CancellationToken stop)
    {
        var replies = messages.Where(m => m.ReplyTo is not null).ToList();
        if (replies.Count == 0)
            return [];
        var (rooms, ids) = (replies.Select(m => m.RoomId).Distinct().ToList(), replies.Select(m => m.ReplyTo!.Value).Distinct().ToList());
        var found = await db.Messages.AsNoTracking().Where(m => rooms.Contains(m.RoomId) && ids.Contains(m.Id)).ToListAsync(stop);
        return found.ToDictionary(m => (m.RoomId, m.Id));
    }

    async Task<ILookup<(Guid, Guid), MediaView>> FindImagesAsync(IReadOnlyList<Message> messages, CancellationToken stop)
    {
        var with = messages.Where(m => m.ImageCount > 0).ToList();
        var (rooms, ids) = (with.Select(m => m.RoomId).Distinct().ToList(), with.Select(m => m.Id).ToList());
        List<MessageImage> found =
            with.Count == 0
                ? []
                : await db
                    .MessageImages.AsNoTracking()
                    .Where(i => rooms.Contains(i.RoomId) && ids.Contains(i.MessageId))
                    .OrderBy(i => i.Position)
                    .ToListAsync(stop);
        return found.ToLookup(
            i => (i.RoomId, i.MessageId),
            i => new MediaView
            {
                Id = i.MediaId.ToString(),
                Width = i.Width,
                Height = i.Height,
                Alt = i.Alt,
            }
        );
    }

    async Task<ILookup<(Guid, Guid), ReactionCount>> CountReactionsAsync(IReadOnlyList<Message> messages, Guid me, CancellationToken stop)
    {
        var (rooms, ids) = (messages.Select(m => m.RoomId).Distinct().ToList(), messages.Select(m => m.Id).ToList());
        var counts = await db
            .Reactions.Where(r => rooms.Contains(r.RoomId) && ids.Contains(r.MessageId))
            .GroupBy(r => new
            {
                r.RoomId,
                r.MessageId,
                r.Symbol,
            })
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Mine = g.Count(r => r.UserId == me) > 0,
                First = g.Min(r => r.At),
            })
            .ToListAsync(stop);
        return counts
            .OrderBy(c => c.First)
            .ToLookup(
                c => (c.Key.RoomId, c.Key.MessageId),
                c => new ReactionCount
                {
                    Emoji = c.Key.Symbol,
                    Count = c.Count,
                    Mine = c.Mine,
                }
            );
    }

    static MessageView View(
        Message m,
        Dictionary<(Guid, Guid), Message> targets,
        IEnumerable<MediaView> images,
        IEnumerable<ReactionCount> reactions,
        List<Guid> blocked
    ) =>
        new()
        {
            RoomId = m.RoomId.ToString(),
            Id = m.Id.ToString(),
            Sequence = m.Sequence,
            Revision = m.Revision,
            SenderId = m.SenderId?.ToString() ?? "",
            Text = m.Text,
            ReplyTo = m.ReplyTo is { } id && targets.TryGetValue((m.RoomId, id), out var target) ? Target(target, blocked) : null,
            MentionIds = { m.MentionIds.Select(mentioned => mentioned.ToString()) },
            Images = { images },
            Reactions = { reactions },
            SentAt = Timestamp.FromDateTimeOffset(m.SentAt),
            EditedAt = m.EditedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            Deleted = m.DeletedAt is not null,
            Blocked = m.SenderId is { } sender && blocked.Contains(sender),
        };

    static ReplyTarget Target(Message m, List<Guid> blocked) =>
        new()
        {
            Id = m.Id.ToString(),
            Sequence = m.Sequence,
            SenderId = m.SenderId?.ToString() ?? "",
            Excerpt = Beginning(m.Text),
            Images = m.ImageCount,
            Blocked = m.SenderId is { } sender && blocked.Contains(sender),
        };

    /// <summary>Cut between characters as people see them, never within one.</summary>
    internal static string Beginning(string text)
    {
        if (text.Length <= Excerpt)
            return text;
        var cut = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text[..(Excerpt + 1)]))
            if (start <= Excerpt)
                cut = start;
        return text[..cut];
    }
}
