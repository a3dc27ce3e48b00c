using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>Which members are notified of being mentioned in a room, and when that is retracted.</summary>
public sealed class MentionTests(SystemFixture system)
{
    [Fact]
    public async Task A_mention_notifies_members_once_and_goes_with_its_message()
    {
        var (owner, member) = (await system.Register("owner"), await system.Register("member"));
        var (blocker, stranger) = (await system.Register("blocker"), await system.Register("stranger"));
        var room = await owner.MakeRoomWith(member, blocker);
        await blocker.Block(owner.Username);
        var text = $"@{member.Username} @{owner.Username} @{stranger.Username} @{blocker.Username} look, @{member.Username}";
        var id = Guid.NewGuid();

        var message = await owner.Say(room.Id, text, id);
        await owner.Say(room.Id, text, id);
        await member.Hears($"chat_mention: {owner.Username} +0");
        var told = (await member.Get<Page<Told>>("/api/notifications")).Items[0].Room!;
        Assert.Equal(
            (room.Id, "Loom", message.Id, message.Sequence, text),
            (told.Id, told.Name, told.MessageId, told.Sequence, told.Excerpt)
        );
        var second = await owner.Say(room.Id, $"And again, @{member.Username}");
        await SystemFixture.Eventually(async () =>
            (await member.Get<Page<Told>>("/api/notifications")).Items[0].Room!.MessageId == second.Id
        );
        Assert.Single((await member.Notifications()).Items);
        await member.MarkRead();

        // Nobody is notified by an edit, and who is no longer mentioned has nothing to read.
        await owner.Do(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{second.Id}", new { text = $"Never mind, @{blocker.Username}" });
        await SystemFixture.Eventually(async () =>
            (await member.Get<Page<Told>>("/api/notifications")).Items[0].Room!.MessageId == message.Id
        );
        await owner.Do(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{second.Id}", new { text = $"After all, @{member.Username}" });
        await owner.Do(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{message.Id}");
        await member.Hears();
        foreach (var other in (Person[])[owner, blocker, stranger])
            Assert.Empty((await other.Notifications()).Items);
    }

    [Fact]
    public async Task A_mention_is_retracted_when_its_room_or_its_sender_is_no_longer_there()
    {
        var (owner, writer, reader) = (await system.Register("owner"), await system.Register("writer"), await system.Register("reader"));
        var (left, ended) = (await owner.MakeRoomWith(writer, reader), await owner.MakeRoomWith(writer, reader));
        var stays = await owner.MakeRoomWith(writer, reader);
        foreach (var room in (RoomAnswer[])[left, ended, stays])
            await writer.Say(room.Id, $"Hello @{reader.Username}");
        var one = $"chat_mention: {writer.Username} +0";
        await reader.Hears(one, one, one);

        await reader.Do(HttpMethod.Delete, $"/api/rooms/{left.Id}/members/me");
        await reader.Hears(one, one);
        await owner.Do(HttpMethod.Delete, $"/api/rooms/{ended.Id}");
        await reader.Hears(one);
        await writer.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await reader.Hears();
    }

    sealed record Told(ToldRoom? Room);

    sealed record ToldRoom(Guid Id, string Name, Guid MessageId, long Sequence, string Excerpt);
}
