using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>What a block and a deleted account change in rooms.</summary>
public sealed class BlockedTests(SystemFixture system)
{
    [Fact]
    public async Task Nobody_writes_directly_to_somebody_whom_they_blocked_or_who_blocked_them()
    {
        var (one, other) = (await system.RegisterAsync("one"), await system.RegisterAsync("other"));
        var room = await one.OpenDirectAsync(other);
        var before = await other.SayAsync(room.Id, "Before");
        await one.DoAsync(HttpMethod.Put, $"/api/profiles/{other.Username}/block");
        foreach (var person in (Person[])[one, other])
            await SystemFixture.EventuallyAsync(async () =>
                await person.TrySayAsync(room.Id, "After").StatusAsync() == HttpStatusCode.Forbidden
            );
        var at = $"/api/rooms/{room.Id}/messages/{before.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await other.StatusAsync(HttpMethod.Patch, at, new { text = "By a detour" }));
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(HttpMethod.Post, $"/api/direct/{one.Username}"));

        await one.DoAsync(HttpMethod.Delete, $"/api/profiles/{other.Username}/block");
        await SystemFixture.EventuallyAsync(async () => await other.TrySayAsync(room.Id, "Again").StatusAsync() == HttpStatusCode.Created);
    }

    [Fact]
    public async Task In_a_shared_room_each_sees_the_others_messages_folded()
    {
        var (one, other, third) = (
            await system.RegisterAsync("one"),
            await system.RegisterAsync("other"),
            await system.RegisterAsync("third")
        );
        var room = await third.MakeRoomWithAsync(one, other);
        await one.SayAsync(room.Id, "By one");
        await other.SayAsync(room.Id, "By the other");
        await one.DoAsync(HttpMethod.Put, $"/api/profiles/{other.Username}/block");
        await SystemFixture.EventuallyAsync(async () =>
            (await one.MessagesAsync(room.Id)).Items.Select(m => m.Folded).SequenceEqual([false, true])
        );
        await SystemFixture.EventuallyAsync(async () =>
            (await other.MessagesAsync(room.Id)).Items.Select(m => m.Folded).SequenceEqual([true, false])
        );
        Assert.All((await third.MessagesAsync(room.Id)).Items, m => Assert.False(m.Folded));
        // Who is blocked is not told who blocks them.
        Assert.Null((await other.MessagesAsync(room.Id)).Items[0].Sender);
        Assert.True((await other.MembersAsync(room.Id)).Items.Single(m => m.Id == one.Id).Folded);
    }

    [Fact]
    public async Task Whoever_deletes_their_account_leaves_their_messages_without_a_name_and_their_room_to_others()
    {
        var (leaver, friend) = (await system.RegisterAsync("leaver"), await system.RegisterAsync("friend"));
        var room = await leaver.MakeRoomWithAsync(friend);
        await leaver.SayAsync(room.Id, "Farewell");
        var direct = await leaver.OpenDirectAsync(friend);
        await leaver.SayAsync(direct.Id, "And thanks");
        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.EventuallyAsync(
            async () => (await friend.RoomAsync(room.Id)) is { Role: "owner", Members: 1 },
            TimeSpan.FromSeconds(30)
        );
        foreach (var id in (Guid[])[room.Id, direct.Id])
        {
            var message = Assert.Single((await friend.MessagesAsync(id)).Items);
            Assert.Null(message.Sender);
            Assert.False(message.Folded);
        }
        Assert.Null((await friend.RoomAsync(direct.Id)).Peer);
        Assert.Equal(HttpStatusCode.Forbidden, await friend.TrySayAsync(direct.Id, "Hello?").StatusAsync());
    }
}
