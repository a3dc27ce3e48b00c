using System.Net;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

public sealed class RoomTests(SystemFixture system)
{
    [Fact]
    public async Task A_room_is_made_once_by_an_idempotency_key_and_listed_for_its_members_alone()
    {
        var (owner, stranger) = (await system.RegisterAsync("owner"), await system.RegisterAsync("stranger"));
        var key = Guid.NewGuid().ToString();
        var room = await owner.MakeRoomAsync("Loom", key);
        Assert.Equal(("Loom", "owner", 1, 0L), (room.Name, room.Role, room.Members, room.LastSequence));
        Assert.Equal(room.Id, (await owner.MakeRoomAsync("Loom", key)).Id);
        Assert.Equal([room.Id], (await owner.RoomsAsync()).Items.Select(r => r.Id));
        Assert.Empty((await stranger.RoomsAsync()).Items);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.StatusAsync(HttpMethod.Post, "/api/rooms", new { name = " " }));
    }

    [Fact]
    public async Task A_stranger_learns_nothing_of_a_room()
    {
        var (owner, stranger) = (await system.RegisterAsync("owner"), await system.RegisterAsync("stranger"));
        var room = await owner.MakeRoomAsync();
        var message = await owner.SayAsync(room.Id, "Among us");
        var at = $"/api/rooms/{room.Id}";
        (HttpMethod Method, string Path, object? Body)[] calls =
        [
            (HttpMethod.Get, at, null),
            (HttpMethod.Patch, at, new { name = "Mine" }),
            (HttpMethod.Delete, at, null),
            (HttpMethod.Get, $"{at}/members", null),
            (HttpMethod.Put, $"{at}/members/{stranger.Username}", new { role = "owner" }),
            (HttpMethod.Delete, $"{at}/members/{owner.Username}", null),
            (HttpMethod.Delete, $"{at}/members/me", null),
            (HttpMethod.Post, $"{at}/invites", new { }),
            (HttpMethod.Get, $"{at}/invites", null),
            (HttpMethod.Get, $"{at}/messages", null),
            (HttpMethod.Get, $"{at}/messages?q=among", null),
            (HttpMethod.Post, $"{at}/messages", new { id = Guid.NewGuid(), text = "Hello" }),
            (HttpMethod.Patch, $"{at}/messages/{message.Id}", new { text = "Other" }),
            (HttpMethod.Delete, $"{at}/messages/{message.Id}", null),
            (HttpMethod.Get, $"{at}/messages/{message.Id}/edits", null),
            (HttpMethod.Put, $"{at}/messages/{message.Id}/reactions/{Uri.EscapeDataString("👍")}", null),
            (HttpMethod.Put, $"{at}/read", new { sequence = 1 }),
        ];
        foreach (var (method, path, body) in calls)
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await stranger.StatusAsync(method, path, body)));
        Assert.Empty((await stranger.GetAsync<Page<MessageAnswer>>("/api/messages?q=among")).Items);
        Assert.Equal("Among us", Assert.Single((await owner.MessagesAsync(room.Id)).Items).Text);
    }

    [Fact]
    public async Task Owners_rename_remove_and_hand_over_and_members_do_not()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        var at = $"/api/rooms/{room.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Patch, at, new { name = "Mine" }));
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Delete, at));
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Delete, $"{at}/members/{owner.Username}"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await member.StatusAsync(HttpMethod.Put, $"{at}/members/{member.Username}", new { role = "owner" })
        );
        // The last owner stays one.
        Assert.Equal(
            HttpStatusCode.Conflict,
            await owner.StatusAsync(HttpMethod.Put, $"{at}/members/{owner.Username}", new { role = "member" })
        );

        await owner.DoAsync(HttpMethod.Patch, at, new { name = "Spindle" });
        Assert.Equal("Spindle", (await member.RoomAsync(room.Id)).Name);
        await owner.DoAsync(HttpMethod.Put, $"{at}/members/{member.Username}", new { role = "owner" });
        await owner.DoAsync(HttpMethod.Put, $"{at}/members/{owner.Username}", new { role = "member" });
        Assert.Equal(["member", "owner"], (await member.MembersAsync(room.Id)).Items.Select(m => m.Role));

        await member.DoAsync(HttpMethod.Delete, $"{at}/members/{owner.Username}");
        Assert.Equal(HttpStatusCode.NotFound, await owner.StatusAsync(HttpMethod.Get, at));
        await member.DoAsync(HttpMethod.Delete, at);
        Assert.Equal(HttpStatusCode.NotFound, await member.StatusAsync(HttpMethod.Get, at));
    }

    [Fact]
    public async Task A_room_passes_to_the_member_of_longest_standing_and_ends_with_the_last()
    {
        var (owner, second, third) = (
            await system.RegisterAsync("first"),
            await system.RegisterAsync("second"),
            await system.RegisterAsync("third")
        );
        var room = await owner.MakeRoomWithAsync(second, third);
        var leave = $"/api/rooms/{room.Id}/members/me";
        await owner.DoAsync(HttpMethod.Delete, leave);
        Assert.Equal(("owner", "member"), ((await second.RoomAsync(room.Id)).Role, (await third.RoomAsync(room.Id)).Role));
        await second.DoAsync(HttpMethod.Delete, leave);
        Assert.Equal(("owner", 1), ((await third.RoomAsync(room.Id)).Role, (await third.RoomAsync(room.Id)).Members));
        await third.DoAsync(HttpMethod.Delete, leave);
        Assert.Equal(HttpStatusCode.NotFound, await third.StatusAsync(HttpMethod.Get, $"/api/rooms/{room.Id}"));
    }

    [Fact]
    public async Task Two_people_have_one_direct_room_however_often_and_by_whomever_it_is_opened()
    {
        var (one, other) = (await system.RegisterAsync("one"), await system.RegisterAsync("other"));
        var opened = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? one.OpenDirectAsync(other) : other.OpenDirectAsync(one))
        );
        var room = Assert.Single(opened.Select(r => r.Id).Distinct());
        Assert.Equal(other.Id, (await one.RoomAsync(room)).Peer!.Id);
        Assert.Equal(one.Id, (await other.RoomAsync(room)).Peer!.Id);
        await one.SayAsync(room, "Just us");
        Assert.Equal("Just us", Assert.Single((await other.MessagesAsync(room)).Items).Text);
        Assert.Equal(HttpStatusCode.Conflict, await one.StatusAsync(HttpMethod.Post, $"/api/rooms/{room}/invites", new { }));
        Assert.Equal(HttpStatusCode.Conflict, await one.StatusAsync(HttpMethod.Delete, $"/api/rooms/{room}/members/me"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await one.StatusAsync(HttpMethod.Post, $"/api/direct/{one.Username}"));
    }

    [Fact]
    public async Task Whoever_has_as_many_direct_rooms_as_may_be_opens_no_more_but_others_do_and_rooms_are_another_count()
    {
        var (full, friend, other) = (
            await system.RegisterAsync("full"),
            await system.RegisterAsync("friend"),
            await system.RegisterAsync("other")
        );
        var known = await full.OpenDirectAsync(friend);
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("chatdb"))!);
        await using var fill = database.CreateCommand(
            """
            with made as (
                insert into rooms (id, name, direct, low_id, high_id, members, last_sequence, revision, created_at, active_at)
                select gen_random_uuid(), '', true, $1, gen_random_uuid(), 2, 0, 0, now(), now() from generate_series(1, 1999)
                returning id
            )
            insert into members (room_id, user_id, owner, joined_at, read_sequence) select id, $1, false, now(), 0 from made
            """
        );
        fill.Parameters.Add(new() { Value = full.Id });
        Assert.Equal(1999, await fill.ExecuteNonQueryAsync());
        Assert.Equal(HttpStatusCode.Conflict, await full.StatusAsync(HttpMethod.Post, $"/api/direct/{other.Username}"));
        Assert.Equal(known.Id, (await full.OpenDirectAsync(friend)).Id);
        await other.OpenDirectAsync(full);
        await full.MakeRoomAsync("One more");
    }

    [Fact]
    public async Task Rooms_are_listed_by_what_was_written_last_in_pages()
    {
        var owner = await system.RegisterAsync("owner");
        List<Guid> made = [];
        for (var i = 0; i < 5; i++)
            made.Add((await owner.MakeRoomAsync($"Room {i}")).Id);
        await owner.SayAsync(made[1], "Up");
        List<Guid> expected = [made[1], made[4], made[3], made[2], made[0]];
        List<Guid> listed = [];
        string? cursor = null;
        do
        {
            var page = await owner.RoomsAsync(2, cursor);
            listed.AddRange(page.Items.Select(r => r.Id));
            cursor = page.Next;
        } while (cursor is not null);
        Assert.Equal(expected, listed);
    }
}
