using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>What members are told while they are connected.</summary>
public sealed class LiveTests(SystemFixture system)
{
    [Fact]
    public async Task Members_are_told_of_everything_that_happens_in_their_room()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        await using var here = await LiveClient.OpenAsync(system, owner);
        await using var there = await LiveClient.OpenAsync(system, member);

        var sent = await owner.SayAsync(room.Id, "Hello");
        foreach (var client in (LiveClient[])[here, there])
        {
            var told = await client.WaitAsync("message");
            Assert.Equal(
                (sent.Id, 1L, "Hello"),
                (Id(told, "id"), told.GetProperty("sequence").GetInt64(), told.GetProperty("text").GetString())
            );
        }
        await owner.DoAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{sent.Id}", new { text = "Hello again" });
        Assert.Equal("Hello again", (await there.WaitAsync("edited")).GetProperty("text").GetString());
        await member.ReactAsync(sent, "🎉");
        var reaction = await here.WaitAsync("reaction");
        Assert.Equal((member.Id, 1), (Id(reaction, "userId"), reaction.GetProperty("count").GetInt32()));
        await member.MarkReadAsync(room.Id, 1);
        Assert.Equal(member.Id, Id(await here.WaitAsync("read"), "userId"));
        await there.Connection.InvokeAsync("Typing", room.Id, TestContext.Current.CancellationToken);
        Assert.Equal(member.Id, Id(await here.WaitAsync("typing"), "userId"));
        Assert.Empty(there.All("typing"));
        await owner.DoAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}", new { name = "Spindle" });
        Assert.Equal("Spindle", (await there.WaitAsync("renamed")).GetProperty("name").GetString());
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{sent.Id}");
        Assert.Equal(4, (await there.WaitAsync("deleted")).GetProperty("revision").GetInt64());
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}");
        Assert.Equal(room.Id, Id(await there.WaitAsync("removed"), "room"));
    }

    [Fact]
    public async Task Whoever_joins_is_told_from_then_on_and_whoever_is_removed_no_more()
    {
        var (owner, guest) = (await system.RegisterAsync("owner"), await system.RegisterAsync("guest"));
        var room = await owner.MakeRoomAsync();
        await using var here = await LiveClient.OpenAsync(system, owner);
        await using var there = await LiveClient.OpenAsync(system, guest);
        await owner.SayAsync(room.Id, "Before");
        await guest.JoinAsync((await owner.InviteAsync(room.Id)).Token);
        Assert.Equal(guest.Id, Id(await here.WaitAsync("joined"), "userId"));
        await owner.SayAsync(room.Id, "Welcome");
        await there.WaitAsync("message", m => Text(m) == "Welcome");
        Assert.DoesNotContain(there.All("message"), m => Text(m) == "Before");

        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/members/{guest.Username}");
        Assert.Equal(guest.Id, Id(await there.WaitAsync("left"), "userId"));
        await owner.SayAsync(room.Id, "Without you");
        await here.WaitAsync("message", m => Text(m) == "Without you");
        // What was told afterwards, in another room, shows that nothing else is on its way.
        var direct = await owner.OpenDirectAsync(guest);
        await owner.SayAsync(direct.Id, "Sorry");
        await there.WaitAsync("message", m => Text(m) == "Sorry");
        Assert.DoesNotContain(there.All("message"), m => Text(m) == "Without you");
    }

    [Fact]
    public async Task A_deleted_account_changes_its_messages_mentions_and_reactions_in_open_conversations()
    {
        var (owner, leaver) = (await system.RegisterAsync("owner"), await system.RegisterAsync("leaver"));
        var room = await owner.MakeRoomWithAsync(leaver);
        await using var here = await LiveClient.OpenAsync(system, owner);
        var mention = await owner.SayAsync(room.Id, $"Hello @{leaver.Username}");
        var own = await leaver.SayAsync(room.Id, "Bye");
        var other = await owner.SayAsync(room.Id, "This one quotes it", replyTo: own.Id);
        foreach (var emoji in (string[])["🎉", "👍"])
            await leaver.ReactAsync(mention, emoji);
        var known = (await owner.RoomAsync(room.Id)).Revision;

        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        var told = await here.WaitAsync("left", e => Id(e, "userId") == leaver.Id, TimeSpan.FromSeconds(20));
        var changed = (await owner.MessagesAsync(room.Id, $"changedAfter={known}")).Items;
        Assert.Equal([mention.Id, own.Id], changed.OrderBy(m => m.Sequence).Select(m => m.Id));
        Assert.All(changed, m => Assert.InRange(m.Revision, known + 1, told.GetProperty("revision").GetInt64()));
        Assert.Equal(changed.Count, changed.Select(m => m.Revision).Distinct().Count());
        Assert.Null(changed.Single(m => m.Id == own.Id).Sender);
        var mentioning = changed.Single(m => m.Id == mention.Id);
        Assert.Equal((0, 0), (mentioning.Mentions.Count, mentioning.Reactions.Count));
        // Whoever has its quote renews it by the quoted message, so the answer itself has not changed.
        var answer = (await owner.MessagesAsync(room.Id)).Items.Single(m => m.Id == other.Id);
        Assert.Equal((other.Revision, null, "Bye"), (answer.Revision, answer.ReplyTo!.Sender, answer.ReplyTo.Excerpt));
    }

    [Fact]
    public async Task Presence_is_told_to_those_who_share_a_room_and_kept_for_them()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        await using var here = await LiveClient.OpenAsync(system, owner);
        async Task<MemberAnswer> SeenAsync() => (await owner.MembersAsync(room.Id)).Items.Single(m => m.Id == member.Id);
        Assert.False((await SeenAsync()).Online);
        await using (await LiveClient.OpenAsync(system, member))
        {
            await here.WaitAsync("presence", p => Id(p, "userId") == member.Id && p.GetProperty("online").GetBoolean());
            Assert.True((await SeenAsync()).Online);
        }
        await here.WaitAsync("presence", p => Id(p, "userId") == member.Id && !p.GetProperty("online").GetBoolean());
        await SystemFixture.EventuallyAsync(async () => await SeenAsync() is { Online: false, LastSeen: not null });
    }

    [Fact]
    public async Task Notifications_of_other_services_come_by_the_same_line()
    {
        var (author, fan) = (await system.RegisterAsync("author"), await system.RegisterAsync("fan"));
        await using var live = await LiveClient.OpenAsync(system, author);
        var post = await author.PostAsync("Like me");
        await fan.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        var told = await live.WaitAsync("notification", within: TimeSpan.FromSeconds(20));
        Assert.Equal("like", told.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Whoever_comes_back_asks_for_what_follows_their_last_sequence()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        await using (var cut = await LiveClient.OpenAsync(system, member))
        {
            await owner.SayAsync(room.Id, "One");
            await cut.WaitAsync("message");
        }
        await owner.SayAsync(room.Id, "Two");
        await owner.SayAsync(room.Id, "Three");
        await using var back = await LiveClient.ConnectAsync(system);
        await back.AuthenticateAsync(member);
        var state = Assert.Single(await back.SubscribeAsync());
        Assert.Equal((room.Id, 3L), (state.Room, state.Sequence));
        Assert.Equal(["Two", "Three"], (await member.MessagesAsync(room.Id, "after=1")).Items.Select(m => m.Text));
        var beat = await back.WaitAsync("heartbeat", within: TimeSpan.FromSeconds(30));
        Assert.Equal(3, beat[0].GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Nobody_is_heard_before_they_say_who_they_are()
    {
        var person = await system.RegisterAsync("person");
        await using var silent = await LiveClient.ConnectAsync(system);
        await using var hasty = await LiveClient.ConnectAsync(system);
        await using var wrong = await LiveClient.ConnectAsync(system);
        await Assert.ThrowsAsync<HubException>(hasty.SubscribeAsync);
        await Assert.ThrowsAsync<HubException>(() => wrong.Connection.InvokeAsync("Authenticate", "no.token.atall"));
        await using var other = await LiveClient.OpenAsync(system, person);
        await Assert.ThrowsAsync<HubException>(() => other.AuthenticateAsync(system.Alice));
        foreach (var client in (LiveClient[])[silent, hasty, wrong, other])
            await client.Closed.WaitAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        Assert.Empty(silent.All("heartbeat"));
    }

    [Fact]
    public async Task Only_pages_of_the_gateways_own_origin_open_a_socket_and_nothing_is_negotiated()
    {
        await using (await LiveClient.ConnectAsync(system, system.Web.GetLeftPart(UriPartial.Authority))) { }
        await Assert.ThrowsAnyAsync<WebSocketException>(() => LiveClient.ConnectAsync(system, "https://elsewhere.example"));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => LiveClient.ConnectAsync(system, "null"));
        using var plain = await system.Api.GetAsync("/hubs/live");
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        using var negotiation = await system.Api.PostAsync("/hubs/live/negotiate?negotiateVersion=1", null);
        Assert.False(negotiation.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_socket_costs_Redis_the_channels_of_its_groups_and_none_of_its_own()
    {
        using var redis = await RedisClient.OpenAsync(system);
        var person = await system.RegisterAsync("person");
        await using var client = await LiveClient.OpenAsync(system, person);
        Assert.Single(await redis.ChannelsAsync($"*:group:user:{person.Id}"));
        // Given up, without waiting for it, once the socket is connected.
        await SystemFixture.EventuallyAsync(async () => (await redis.ChannelsAsync("*:connection:*")).Length == 0);
    }

    static Guid Id(JsonElement e, string name) => e.GetProperty(name).GetGuid();

    static string? Text(JsonElement e) => e.GetProperty("text").GetString();
}
