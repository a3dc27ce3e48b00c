using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>What people show to come in is kept nowhere as it is.</summary>
public sealed class SecrecyTests(SystemFixture system)
{
    const string Mistyped = "a rather secret mistake";
    const string Refused = "PASSWORD123";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_and_no_row_of_Auth_holds_a_password_or_a_token()
    {
        var person = await system.RegisterAsync("secretive");
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await system.Api.TryLogInAsync(person.Username, Mistyped, AuthRequests.Elsewhere()).StatusAsync()
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await system.Api.TryLogInAsync(Mistyped, Mistyped, AuthRequests.Elsewhere()).StatusAsync()
        );
        var change = new { current = Mistyped, @new = Refused };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await person.AskAsync(HttpMethod.Put, "/api/auth/password", change).StatusAsync());
        var second = await RefreshAsync(person.Session.RefreshToken!);
        var third = await RefreshAsync(second.RefreshToken!);
        // The first one was spent long ago: Auth warns of a theft.
        var reused = system.Api.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = person.Session.RefreshToken }, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, await reused.StatusAsync());

        string[] secrets =
        [
            Person.Password,
            Mistyped,
            Refused,
            .. new[] { person.Session, second, third }.SelectMany(s => (string[])[s.AccessToken, s.RefreshToken!]),
        ];
        await SystemFixture.EventuallyAsync(async () => (await LogAsync("auth")).Contains(person.Id.ToString(), StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(SystemLogs.Folder))
        {
            var log = await LogAsync(Path.GetFileNameWithoutExtension(file));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("pbkdf2-sha512$", log, StringComparison.Ordinal);
        }
        var rows = await RowsAsync();
        Assert.Contains(person.Id.ToString(), rows, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, rows, StringComparison.OrdinalIgnoreCase));
    }

    async Task<SessionAnswer> RefreshAsync(string token)
    {
        using var answer = await system.Api.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = token }, Stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<SessionAnswer>(Stop))!;
    }

    /// <summary>What a process wrote so far, while it goes on writing.</summary>
    static async Task<string> LogAsync(string resource)
    {
        await using var file = new FileStream(
            Path.Combine(SystemLogs.Folder, $"{resource}.log"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Stop);
    }

    /// <summary>All rows of Auth's tables of credentials, as text.</summary>
    async Task<string> RowsAsync()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("authdb"))!);
        await using var command = database.CreateCommand(
            """
            select t::text from accounts t union all select t::text from sessions t union all select t::text from attempts t
            union all select t::text from refresh_tokens t union all select t::text from known_addresses t union all select t::text from outbox t
            """
        );
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
            rows.Add(reader.GetString(0));
        return string.Join('\n', rows);
    }
}
