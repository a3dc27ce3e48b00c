using System.Net;
using System.Text;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.Profiles;

/// <summary>
/// Auth's word that an account was deleted, without what Auth itself does about it: so the token stays valid, which is the harder case.
/// </summary>
public sealed class DeletedUserTests(SystemFixture system)
{
    [Fact]
    public async Task Who_is_deleted_leaves_no_row_and_every_count_follows()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        await dora.FollowAsync(emil.Username);
        await emil.FollowAsync(dora.Username);
        await fay.FollowAsync(dora.Username);
        await fay.MuteAsync(dora.Username);
        await dora.MuteAsync(emil.Username);
        await dora.BlockAsync(system.Carol.Username);
        var block = await system.RegisterAsync("gus");
        await block.BlockAsync(dora.Username);

        await AnnounceAsync(dora);

        await SystemFixture.EventuallyAsync(async () => (await system.EventsAsync(dora)) is [.., "UserDeleted"]);
        var (him, her) = (await system.Alice.ProfileAsync(emil.Username), await system.Alice.ProfileAsync(fay.Username));
        Assert.Equal((0, 0, 0), (him.Followers, him.Following, her.Following));
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => emil.ProfileAsync(dora.Username)));
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => emil.FollowAsync(dora.Username)));
        Assert.DoesNotContain(dora.Username, await emil.NamesAsync($"/api/profiles?q={dora.Username}"));
        await SystemFixture.EventuallyAsync(async () => await MentioningAsync(dora) is ["deleted_users"]);
        Assert.Empty(await system.AskAsync<string>("select username from reservations where username = $1", dora.Username));
    }

    [Fact]
    public async Task With_a_token_that_is_still_valid_nothing_comes_back()
    {
        var dora = await system.RegisterAsync("dora");
        await AnnounceAsync(dora);
        await SystemFixture.EventuallyAsync(async () => (await system.EventsAsync(dora)) is [.., "UserDeleted"]);

        foreach (var act in (string[])["follow", "block", "mute"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                await RefusalAsync(() => dora.DoAsync(method, $"/api/profiles/{system.Bob.Username}/{act}"))
            );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await RefusalAsync(() => dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "Still here" }))
        );
        using var form = new MultipartFormDataContent
        {
            {
                new ByteArrayContent(Pictures.Png(20, 20)) { Headers = { ContentType = new("image/png") } },
                "image",
                "me.png"
            },
        };
        using var avatar = await dora.Api.PutAsync("/api/profiles/me/avatar", form);
        Assert.Equal(HttpStatusCode.Unauthorized, avatar.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => dora.ProfileAsync(dora.Username)));

        await SystemFixture.EventuallyAsync(async () => await MentioningAsync(dora) is ["deleted_users"]);
    }

    [Fact]
    public async Task Counts_are_exact_though_others_follow_and_block_while_somebody_goes()
    {
        var dora = await system.RegisterAsync("dora");
        var others = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => system.RegisterAsync($"late{i}x{Random.Shared.Next(1_000_000)}"))
        );
        var going = SystemFixture.EventuallyAsync(async () => (await system.EventsAsync(dora)) is [.., "UserDeleted"]);
        await AnnounceAsync(dora);

        // Until well after she is gone: whoever comes too late finds nobody.
        while (!going.IsCompleted)
            await Task.WhenAll(
                others.SelectMany(
                    (other, i) => new[] { TryAsync(other, dora, "follow"), TryAsync(dora, other, i == 0 ? "block" : "follow") }
                )
            );
        await going;

        await SystemFixture.EventuallyAsync(async () => await MentioningAsync(dora) is ["deleted_users"]);
        foreach (var other in others)
        {
            var profile = await system.Alice.ProfileAsync(other.Username);
            Assert.Equal((0, 0), (profile.Followers, profile.Following));
        }
    }

    static async Task TryAsync(Person one, Person other, string act)
    {
        using var answer = await one.Api.PutAsync($"/api/profiles/{other.Username}/{act}", null);
        Assert.Contains(
            answer.StatusCode,
            (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Conflict]
        );
    }

    /// <summary>The tables of the profile service in which a row holds the person's id, as a value or inside an event.</summary>
    async Task<List<string>> MentioningAsync(Person person)
    {
        var tables = await system.AskAsync<string>("select tablename::text from pg_tables where schemaname = 'public' order by 1");
        var holding = new List<string>();
        foreach (var table in tables)
        {
            var question = $"""
                select 1 from "{table}" as t
                where strpos(t::text, $1) > 0 or strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0
                """;
            if ((await system.AskAsync<int>(question, person.Id.ToString())).Count > 0)
                holding.Add(table);
        }
        return holding;
    }

    async Task AnnounceAsync(Person person)
    {
        var id = Encoding.ASCII.GetBytes(person.Id.ToString());
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("authdb"))!);
        await using var command = database.CreateCommand(
            """
            insert into outbox (event_id, topic, key, type, payload, occurred_at, republished)
            values (gen_random_uuid(), 'accounts', $1, 'social.events.v1.AccountDeleted', $2, now(), false)
            """
        );
        command.Parameters.Add(new() { Value = person.Id });
        // Field 1, a text of 36 bytes.
        command.Parameters.Add(new() { Value = (byte[])[0x0a, (byte)id.Length, .. id] });
        await command.ExecuteNonQueryAsync();
    }
}
