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
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var (blocker, stranger) = (await system.RegisterAsync("blocker"), await system.RegisterAsync("stranger"));
        var room = await owner.MakeRoomWithAsync(member, blocker);
        await blocker.BlockAsync(owner.Username);
        var text = $"@{member.Username} @{owner.Username} @{stranger.Username} @{blocker.Username} look, @{member.Username}";
        var id = Guid.NewGuid();

        var message = await owner.SayAsync(room.Id, text, id);
        await owner.SayAsync(room.Id, text, id);
        await member.HearsAsync($"chat_mention: {owner.Username} +0");
        var told = (await member.GetAsync<Page<Told>>("/api/notifications")).Items[0].Room!;
        Assert.Equal(
            (room.Id, "Loom", message.Id, message.Sequence, text),
            (told.Id, told.Name, told.MessageId, told.Sequence, told.Excerpt)
        );
        var second = await owner.SayAsync(room.Id, $"And again, @{member.Username}");
        await SystemFixture.EventuallyAsync(async () =>
            (await member.GetAsync<Page<Told>>("/api/notifications")).Items[0].Room!.MessageId == second.Id
        );
        Assert.Single((await member.NotificationsAsync()).Items);
        await member.MarkReadAsync();

        // Nobody is notified by an edit, and who is no longer mentioned has nothing to read.
        await owner.DoAsync(
            HttpMethod.Patch,
            $"/api/rooms/{room.Id}/messages/{second.Id}",
            new { text = $"Never mind, @{blocker.Username}" }
        );
        await SystemFixture.EventuallyAsync(async () =>
            (await member.GetAsync<Page<Told>>("/api/notifications")).Items[0].Room!.MessageId == message.Id
        );
        await owner.DoAsync(
            HttpMethod.Patch,
            $"/api/rooms/{room.Id}/messages/{second.Id}",
            new { text = $"After all, @{member.Username}" }
        );
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{message.Id}");
        await member.HearsAsync();
        foreach (var other in (Person[])[owner, blocker, stranger])
            Assert.Empty((await other.NotificationsAsync()).Items);
    }

    [Fact]
    public async Task A_mention_is_retracted_when_its_room_or_its_sender_is_no_longer_there()
    {
        var (owner, writer, reader) = (
            await system.RegisterAsync("owner"),
            await system.RegisterAsync("writer"),
            await system.RegisterAsync("reader")
        );
        var (left, ended) = (await owner.MakeRoomWithAsync(writer, reader), await owner.MakeRoomWithAsync(writer, reader));
        var stays = await owner.MakeRoomWithAsync(writer, reader);
        foreach (var room in (RoomAnswer[])[left, ended, stays])
            await writer.SayAsync(room.Id, $"Hello @{reader.Username}");
        var one = $"chat_mention: {writer.Username} +0";
        await reader.HearsAsync(one, one, one);

        await reader.DoAsync(HttpMethod.Delete, $"/api/rooms/{left.Id}/members/me");
        await reader.HearsAsync(one, one);
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{ended.Id}");
        await reader.HearsAsync(one);
        await writer.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await reader.HearsAsync();
    }

    sealed record Told(ToldRoom? Room);

    sealed record ToldRoom(Guid Id, string Name, Guid MessageId, long Sequence, string Excerpt);
}
