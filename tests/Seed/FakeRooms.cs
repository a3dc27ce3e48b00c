namespace Social.Tests.Seeding;

sealed class FakeRoom(string name, FakeUser owner)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public string Name => name;
    public string Owner => owner.Name;
    public HashSet<string> Members { get; } = [owner.Name];
    public List<(Guid Id, string Author, string Text)> Messages { get; } = [];
}

/// <summary>Rooms, with the real API's rule that a message's id is its sender's and counts once.</summary>
sealed class FakeRooms
{
    readonly Lock gate = new();

    public List<FakeRoom> All { get; } = [];

    public object GetPage(FakeUser me)
    {
        lock (gate)
            return new { Items = All.Where(r => r.Members.Contains(me.Name)).Select(r => View(r, me)).ToList(), Next = (string?)null };
    }

    public object Open(FakeUser me, string key, string name)
    {
        Assert.NotEmpty(key);
        lock (gate)
            return View(Add(new(name, me)), me);
    }

    public object OpenDirect(FakeUser me, FakeUser other)
    {
        lock (gate)
        {
            var room = All.Find(r => r.Name.Length == 0 && r.Members.SetEquals([me.Name, other.Name])) ?? Add(new("", me));
            room.Members.Add(other.Name);
            return View(room, me);
        }
    }

    public object Join(FakeUser me, Guid room)
    {
        lock (gate)
        {
            Find(room).Members.Add(me.Name);
            return View(Find(room), me);
        }
    }

    public object Send(FakeUser me, Guid room, Guid id, string text)
    {
        lock (gate)
        {
            Assert.Contains(me.Name, Find(room).Members);
            if (!Find(room).Messages.Exists(m => m.Id == id))
                Find(room).Messages.Add((id, me.Name, text));
            return new { id };
        }
    }

    FakeRoom Add(FakeRoom room)
    {
        All.Add(room);
        return room;
    }

    FakeRoom Find(Guid id) => All.Single(r => r.Id == id);

    static object View(FakeRoom room, FakeUser me) =>
        new
        {
            room.Id,
            room.Name,
            Role = room.Owner == me.Name ? "owner" : "member",
            Members = room.Members.Count,
            LastSequence = room.Messages.Count,
        };
}
