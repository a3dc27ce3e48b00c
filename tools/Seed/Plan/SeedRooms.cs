using Bogus;

namespace Social.Seed.Plan;

/// <summary>A room, or a direct one, with its conversation.</summary>
/// <param name="Name">Null for the direct room of two.</param>
/// <param name="Members">Everybody but the owner: friends of theirs.</param>
public sealed record PlannedRoom(string? Name, int Owner, IReadOnlyList<int> Members, IReadOnlyList<PlannedMessage> Messages);

/// <summary>What a member says.</summary>
/// <param name="Id">Of the message: sent again it is the same one.</param>
public sealed record PlannedMessage(int Author, Guid Id, string Text);

/// <summary>Plans which friends have a room together, and what they say there.</summary>
public static class SeedRooms
{
    const int MaxMembers = 7;
    const int MessagesPerRoom = 14;
    const int MessagesPerDirectRoom = 6;
    const int DirectRooms = 3;

    static readonly string[] Names =
    [
        "Sunday hikes",
        "Book club",
        "Night trains",
        "Choir practice",
        "Photo walk",
        "Bread and butter",
        "Radio repair",
        "Flat hunting",
    ];

    /// <summary>A room for each name, owned by the first people; and direct rooms of the very first person with friends.</summary>
    public static PlannedRoom[] Create(FriendGraph graph, int seed)
    {
        var friends = graph.GetFriendsByPerson();
        var random = new Randomizer(seed);
        var texts = new RoomTexts(random);
        var rooms = new List<PlannedRoom>();
        for (var owner = 0; owner < Names.Length && owner < friends.Length; owner++)
            if (friends[owner] is { Count: > 0 } around)
                rooms.Add(Plan(Names[owner], owner, [.. around.Take(MaxMembers)], MessagesPerRoom, texts, random));
        rooms.AddRange(
            friends.Take(1).SelectMany(f => f).Take(DirectRooms).Select(f => Plan(null, 0, [f], MessagesPerDirectRoom, texts, random))
        );
        return [.. rooms];
    }

    static PlannedRoom Plan(string? name, int owner, int[] members, int count, RoomTexts texts, Randomizer random)
    {
        int[] everybody = [owner, .. members];
        var messages = Enumerable
            .Range(0, count)
            .Select(_ => new PlannedMessage(random.ArrayElement(everybody), random.Guid(), texts.Next()));
        return new(name, owner, members, [.. messages]);
    }
}
