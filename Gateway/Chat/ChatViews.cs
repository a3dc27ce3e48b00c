using Grpc.Core;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Chat;

/// <summary>Composes rooms and messages with the people in them: one question however many they are.</summary>
sealed class ChatViews(CachedReader reader)
{
    public async Task<RoomJson> ComposeAsync(RoomView room, CancellationToken stop) => (await ComposeAsync([room], stop))[0];

    public async Task<IReadOnlyList<RoomJson>> ComposeAsync(IReadOnlyCollection<RoomView> rooms, CancellationToken stop)
    {
        var people = await FindAsync(
            [.. rooms.Select(r => r.PeerId), .. rooms.Where(r => r.LastMessage is not null).SelectMany(r => PeopleOf(r.LastMessage))],
            stop
        );
        return [.. rooms.Select(r => Room(r, people))];
    }

    public async Task<IReadOnlyList<ChatMessageJson>> ComposeAsync(IReadOnlyCollection<MessageView> messages, CancellationToken stop)
    {
        var people = await FindAsync([.. messages.SelectMany(PeopleOf)], stop);
        return [.. messages.Select(m => Message(m, people))];
    }

    /// <summary>The caller's own message. It stands, so it is answered without the other people in it when Profile is unavailable.</summary>
    public async Task<ChatMessageJson> ForSenderAsync(MessageView message, SeenPerson me, CancellationToken stop)
    {
        try
        {
            return (await ComposeAsync([message], stop))[0];
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return Message(message, new Dictionary<string, SeenPerson> { [me.Id] = me });
        }
    }

    /// <summary>The caller, asked for before they send something, so that what was sent can be answered.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when their account was deleted.</exception>
    public async Task<SeenPerson> MeAsync(Guid me, CancellationToken stop) =>
        (await FindAsync([me.ToString()], stop)).GetValueOrDefault(me.ToString())
        ?? throw new FaultException(Fault.Unauthenticated, "This account was deleted.");

    public async Task<IReadOnlyList<MemberJson>> ComposeAsync(IReadOnlyCollection<MemberView> members, CancellationToken stop)
    {
        var people = await FindAsync([.. members.Select(m => m.UserId)], stop);
        return
        [
            .. from m in members
            let person = people.GetValueOrDefault(m.UserId)
            select new MemberJson(
                Guid.Parse(m.UserId),
                person is null ? null : person.Author,
                RoomJson.RoleOf(m.Owner),
                m.JoinedAt.ToDateTimeOffset(),
                m.ReadSequence,
                m.Online && person is not null,
                person is null ? null : m.LastSeen?.ToDateTimeOffset(),
                person is null or { IsBlocked: true }
            ),
        ];
    }

    public async Task<IReadOnlyList<InviteJson>> ComposeAsync(IReadOnlyCollection<InviteView> invites, CancellationToken stop)
    {
        var people = await FindAsync([.. invites.Select(i => i.CreatedBy)], stop);
        return [.. invites.Select(i => InviteJson.From(i, Author(i.CreatedBy, people)))];
    }

    async Task<IReadOnlyDictionary<string, SeenPerson>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        List<string> asked = [.. ids.Where(id => id.Length > 0).Distinct()];
        return asked.Count == 0 ? new Dictionary<string, SeenPerson>() : await reader.ReadPeopleAsync(asked, stop);
    }

    static IEnumerable<string> PeopleOf(MessageView m) => [m.SenderId, m.ReplyTo?.SenderId ?? "", .. m.MentionIds];

    static RoomJson Room(RoomView r, IReadOnlyDictionary<string, SeenPerson> people) =>
        new(
            Guid.Parse(r.Id),
            r.Name,
            r.Direct,
            Author(r.PeerId, people),
            r.Members,
            RoomJson.RoleOf(r.Owned),
            r.LastMessage is null ? null : Message(r.LastMessage, people),
            r.LastSequence - r.ReadSequence,
            r.LastSequence,
            r.ReadSequence,
            r.Revision,
            r.CreatedAt.ToDateTimeOffset()
        );

    static ChatMessageJson Message(MessageView m, IReadOnlyDictionary<string, SeenPerson> people) =>
        new(
            Guid.Parse(m.Id),
            Guid.Parse(m.RoomId),
            m.Sequence,
            m.Revision,
            Author(m.SenderId, people),
            m.Text,
            [.. m.Images.Select(i => ImageJson.From($"/api/rooms/{m.RoomId}/images", i))],
            m.ReplyTo is { } target
                ? new(
                    Guid.Parse(target.Id),
                    target.Sequence,
                    Author(target.SenderId, people),
                    target.Excerpt,
                    target.Images,
                    IsFolded(target.SenderId, target.Blocked, people)
                )
                : null,
            [.. m.MentionIds.Select(id => Author(id, people)).OfType<AuthorJson>()],
            [.. m.Reactions.Select(r => new ReactionJson(r.Emoji, r.Count, r.Mine))],
            m.SentAt.ToDateTimeOffset(),
            m.EditedAt?.ToDateTimeOffset(),
            m.Deleted,
            IsFolded(m.SenderId, m.Blocked, people)
        );

    static AuthorJson? Author(string id, IReadOnlyDictionary<string, SeenPerson> people) =>
        people.TryGetValue(id, out var person) ? person.Author : null;

    /// <summary>Profile's word on blocks is newer than Chat's: it leaves out those who blocked the caller.</summary>
    static bool IsFolded(string sender, bool blocked, IReadOnlyDictionary<string, SeenPerson> people) =>
        sender.Length > 0 && (blocked || !people.TryGetValue(sender, out var person) || person.IsBlocked);
}
