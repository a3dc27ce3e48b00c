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
        var (one, other) = (await system.Register("one"), await system.Register("other"));
        var room = await one.OpenDirect(other);
        var before = await other.Say(room.Id, "Before");
        await one.Do(HttpMethod.Put, $"/api/profiles/{other.Username}/block");
        foreach (var person in (Person[])[one, other])
            await SystemFixture.Eventually(async () => await person.TrySay(room.Id, "After").Status() == HttpStatusCode.Forbidden);
        var at = $"/api/rooms/{room.Id}/messages/{before.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await other.Status(HttpMethod.Patch, at, new { text = "By a detour" }));
        Assert.Equal(HttpStatusCode.NotFound, await other.Status(HttpMethod.Post, $"/api/direct/{one.Username}"));

        await one.Do(HttpMethod.Delete, $"/api/profiles/{other.Username}/block");
        await SystemFixture.Eventually(async () => await other.TrySay(room.Id, "Again").Status() == HttpStatusCode.Created);
    }

    [Fact]
    public async Task In_a_shared_room_each_sees_the_others_messages_folded()
    {
        var (one, other, third) = (await system.Register("one"), await system.Register("other"), await system.Register("third"));
        var room = await third.MakeRoomWith(one, other);
        await one.Say(room.Id, "By one");
        await other.Say(room.Id, "By the other");
        await one.Do(HttpMethod.Put, $"/api/profiles/{other.Username}/block");
        await SystemFixture.Eventually(async () => (await one.Messages(room.Id)).Items.Select(m => m.Folded).SequenceEqual([false, true]));
        await SystemFixture.Eventually(async () =>
            (await other.Messages(room.Id)).Items.Select(m => m.Folded).SequenceEqual([true, false])
        );
        Assert.All((await third.Messages(room.Id)).Items, m => Assert.False(m.Folded));
        // Who is blocked is not told who blocks them.
        Assert.Null((await other.Messages(room.Id)).Items[0].Sender);
        Assert.True((await other.Members(room.Id)).Items.Single(m => m.Id == one.Id).Folded);
    }

    [Fact]
    public async Task Whoever_deletes_their_account_leaves_their_messages_without_a_name_and_their_room_to_others()
    {
        var (leaver, friend) = (await system.Register("leaver"), await system.Register("friend"));
        var room = await leaver.MakeRoomWith(friend);
        await leaver.Say(room.Id, "Farewell");
        var direct = await leaver.OpenDirect(friend);
        await leaver.Say(direct.Id, "And thanks");
        await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.Eventually(async () => (await friend.Room(room.Id)) is { Role: "owner", Members: 1 }, TimeSpan.FromSeconds(30));
        foreach (var id in (Guid[])[room.Id, direct.Id])
        {
            var message = Assert.Single((await friend.Messages(id)).Items);
            Assert.Null(message.Sender);
            Assert.False(message.Folded);
        }
        Assert.Null((await friend.Room(direct.Id)).Peer);
        Assert.Equal(HttpStatusCode.Forbidden, await friend.TrySay(direct.Id, "Hello?").Status());
    }
}
