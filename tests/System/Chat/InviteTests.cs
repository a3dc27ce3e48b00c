using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

public sealed class InviteTests(SystemFixture system)
{
    [Fact]
    public async Task Whoever_has_the_link_sees_where_it_leads_and_joins_once()
    {
        var (owner, guest) = (await system.RegisterAsync("owner"), await system.RegisterAsync("guest"));
        var room = await owner.MakeRoomAsync("Loom");
        await owner.SayAsync(room.Id, "Before");
        var key = Guid.NewGuid().ToString();
        var invite = await owner.InviteAsync(room.Id, 5, key);
        Assert.Equal(invite, await owner.InviteAsync(room.Id, 5, key));
        Assert.EndsWith($"/join/{invite.Token}", invite.Url, StringComparison.Ordinal);

        using var nobody = new HttpClient { BaseAddress = system.Api.BaseAddress };
        var preview = (await nobody.GetFromJsonAsync<PreviewAnswer>($"/api/invites/{invite.Token}"))!;
        Assert.Equal(("Loom", 1), (preview.Name, preview.Members));
        Assert.Equal(HttpStatusCode.NotFound, await nobody.GetAsync($"/api/invites/{invite.Token}x").StatusAsync());

        var joined = await guest.JoinAsync(invite.Token);
        Assert.Equal((room.Id, "member", 2, 0L), (joined.Id, joined.Role, joined.Members, joined.Unread));
        Assert.Equal(2, (await guest.JoinAsync(invite.Token)).Members);
        Assert.Equal(1, Assert.Single((await owner.GetAsync<Page<InviteAnswer>>($"/api/rooms/{room.Id}/invites")).Items).Uses);
        Assert.Equal("Before", Assert.Single((await guest.MessagesAsync(room.Id)).Items).Text);
    }

    [Fact]
    public async Task The_last_place_goes_to_one_of_those_who_come_at_once()
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        var invite = await owner.InviteAsync(room.Id, maxUses: 2);
        var guests = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => system.RegisterAsync($"guest{i}")));
        var answers = await Task.WhenAll(guests.Select(guest => guest.TryJoinAsync(invite.Token).StatusAsync()));
        Assert.Equal(2, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(4, answers.Count(status => status == HttpStatusCode.NotFound));
        Assert.Equal(3, (await owner.RoomAsync(room.Id)).Members);
        Assert.Empty((await owner.GetAsync<Page<InviteAnswer>>($"/api/rooms/{room.Id}/invites")).Items);
    }

    [Fact]
    public async Task Revoked_and_expired_links_lead_nowhere()
    {
        var (owner, member, guest) = (
            await system.RegisterAsync("owner"),
            await system.RegisterAsync("member"),
            await system.RegisterAsync("guest")
        );
        var room = await owner.MakeRoomWithAsync(member);
        var (revoked, expired) = (await owner.InviteAsync(room.Id), await owner.InviteAsync(room.Id));
        var at = $"/api/rooms/{room.Id}/invites/{revoked.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Delete, at));
        await owner.DoAsync(HttpMethod.Delete, at);
        await owner.DoAsync(HttpMethod.Delete, at);
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("chatdb"))!);
        await using var expire = database.CreateCommand("update invites set expires_at = now() - interval '1 second' where id = $1");
        expire.Parameters.Add(new() { Value = expired.Id });
        Assert.Equal(1, await expire.ExecuteNonQueryAsync());
        foreach (var invite in (CreatedInviteAnswer[])[revoked, expired])
        {
            Assert.Equal(HttpStatusCode.NotFound, await guest.StatusAsync(HttpMethod.Get, $"/api/invites/{invite.Token}"));
            Assert.Equal(HttpStatusCode.NotFound, await guest.TryJoinAsync(invite.Token).StatusAsync());
        }
    }

    [Fact]
    public async Task Links_that_are_used_up_take_no_place_of_new_ones()
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        await owner.InviteAsync(room.Id, maxUses: 1);
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("chatdb"))!);
        await using var useUp = database.CreateCommand(
            """
            insert into invites (id, room_id, created_by, token_hash, created_at, expires_at, max_uses, uses)
            select gen_random_uuid(), room_id, created_by, sha256(n::text::bytea || token_hash), created_at, expires_at, 1, 1
            from invites, generate_series(1, 99) n where room_id = $1
            """
        );
        useUp.Parameters.Add(new() { Value = room.Id });
        Assert.Equal(99, await useUp.ExecuteNonQueryAsync());
        await owner.InviteAsync(room.Id);
        Assert.Equal(2, (await owner.GetAsync<Page<InviteAnswer>>($"/api/rooms/{room.Id}/invites")).Items.Count);
    }

    [Fact]
    public async Task Whoever_is_removed_does_not_come_back_by_a_link_of_their_own()
    {
        var (owner, member, guest) = (
            await system.RegisterAsync("owner"),
            await system.RegisterAsync("member"),
            await system.RegisterAsync("guest")
        );
        var room = await owner.MakeRoomWithAsync(member);
        var invite = await member.InviteAsync(room.Id);
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/members/{member.Username}");
        foreach (var person in (Person[])[member, guest])
            Assert.Equal(HttpStatusCode.NotFound, await person.TryJoinAsync(invite.Token).StatusAsync());
        Assert.DoesNotContain((await owner.GetAsync<Page<InviteAnswer>>($"/api/rooms/{room.Id}/invites")).Items, i => i.Id == invite.Id);
    }

    [Fact]
    public async Task Of_a_token_only_the_hash_is_stored()
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        var invite = await owner.InviteAsync(room.Id);
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("chatdb"))!);
        await using var find = database.CreateCommand("select count(*) from invites i where i::text like '%' || $1 || '%'");
        find.Parameters.Add(new() { Value = invite.Token });
        Assert.Equal(0L, await find.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(501, null)]
    [InlineData(null, 0)]
    [InlineData(null, 721)]
    public async Task Limits_of_a_link_are_within_reason(int? maxUses, int? expiresInHours)
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await owner.StatusAsync(HttpMethod.Post, $"/api/rooms/{room.Id}/invites", new { maxUses, expiresInHours })
        );
    }
}
