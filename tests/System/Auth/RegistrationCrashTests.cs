using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Auth or Profile is killed between any two steps of a registration: afterwards there is a whole account or none.</summary>
[Collection<TimingSensitive>]
public sealed class RegistrationCrashTests(SystemFixture system)
{
    // A process that died is started again.
    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(2);

    // What the design allows for a name to be free again, once its deadline has passed and both sides can be reached.
    static readonly TimeSpan Freed = TimeSpan.FromSeconds(5);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_decision_nothing_stays_and_the_name_is_free_again_soon()
    {
        // By turns at Auth and at Profile: what crashes again soon after its start is restarted later each time.
        string[] places =
        [
            "register:before-prepare",
            "prepare:before",
            "register:after-prepare",
            "prepare:after",
            "register:before-decision",
        ];
        var names = places.ToDictionary(_ => AuthRequests.Fresh());
        var deadlines = new List<DateTimeOffset>();
        foreach (var (name, place) in names)
        {
            using (var answer = await RegisterAsync(name, $"{SystemFixture.CrashWord} {place}"))
                Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{place}: {answer.StatusCode}");
            if (await DeadlineAsync(name) is { } deadline)
                deadlines.Add(deadline);
            await BothAreBackAsync();
        }
        // Whoever died before the name was reserved, or with it, left none.
        Assert.InRange(deadlines.Count, 1, places.Length - 2);
        if (deadlines.Max() is var last && last > DateTimeOffset.UtcNow)
            await Task.Delay(last - DateTimeOffset.UtcNow, Stop);
        foreach (var (name, place) in names)
        {
            await SystemFixture.EventuallyAsync(async () => await DeadlineAsync(name) is null, Freed, place);
            using var again = await RegisterAsync(name);
            Assert.Equal(HttpStatusCode.Created, again.StatusCode);
            Assert.Equal(name, (await Person.LogInAsync(system.Api, name)).Username);
        }
    }

    [Theory]
    [InlineData("register:after-decision", HttpStatusCode.ServiceUnavailable)]
    [InlineData("commit:before", HttpStatusCode.Created)]
    [InlineData("commit:inside", HttpStatusCode.Created)]
    [InlineData("commit:after", HttpStatusCode.Created)]
    [InlineData("register:after-commit", HttpStatusCode.ServiceUnavailable)]
    public async Task After_the_decision_the_account_is_whole_whoever_was_told(string place, HttpStatusCode told)
    {
        var name = AuthRequests.Fresh();
        using (var answer = await RegisterAsync(name, $"{SystemFixture.CrashWord} {place}"))
        {
            Assert.Equal(told, answer.StatusCode);
            if (told == HttpStatusCode.Created)
                await PostsWithoutBeingLoggedOutAsync((await answer.Content.ReadFromJsonAsync<SessionAnswer>(Stop))!.AccessToken);
        }
        // What was not called comes by the event, which waits in Auth's database until Auth is back.
        await SystemFixture.EventuallyAsync(async () => (await Person.LogInAsync(system.Api, name)).Username == name, WaitTimeout);
        Assert.Equal(name, (await system.Alice.ProfileAsync(name)).Username);
        using var again = await RegisterAsync(name);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Who_was_told_that_a_registration_is_off_never_sees_it_committed()
    {
        // Auth stands still between the two phases until Profile has asked and was answered: aborted.
        var name = AuthRequests.Fresh();
        var late = RegisterAsync(name, $"{SystemFixture.CrashWord} stall register:after-prepare");
        await SystemFixture.EventuallyAsync(async () => await DeadlineAsync(name) is not null);
        var transaction = await ScalarAsync<Guid>("profiledb", "select transaction_id from reservations where username = $1", name);
        Assert.Null(await ScalarAsync<Guid?>("authdb", "select transaction_id from registrations where transaction_id = $1", transaction));

        using var answer = await late;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Contains("took too long", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            1L,
            await ScalarAsync<long>(
                "authdb",
                "select count(*) from registrations where transaction_id = $1 and user_id is null",
                transaction
            )
        );
        Assert.Equal(0L, await ScalarAsync<long>("authdb", "select count(*) from accounts where username = $1", name));
        Assert.Null(await DeadlineAsync(name));
        using var again = await RegisterAsync(name);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    /// <summary>While the profile is not there yet the answer is "later": 401 would end the session, and say that the account was deleted.</summary>
    async Task PostsWithoutBeingLoggedOutAsync(string token)
    {
        await SystemFixture.EventuallyAsync(
            async () =>
            {
                using var post = new HttpRequestMessage(HttpMethod.Post, "/api/posts")
                {
                    Content = JsonContent.Create(new { text = "First" }),
                };
                post.Headers.Authorization = new("Bearer", token);
                using var answer = await system.Api.SendAsync(post, Stop);
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable,
                    $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}"
                );
                return answer.StatusCode == HttpStatusCode.Created;
            },
            WaitTimeout
        );
    }

    /// <summary>Until when the name is reserved; null when it is free.</summary>
    Task<DateTimeOffset?> DeadlineAsync(string name) =>
        ScalarAsync<DateTimeOffset?>("profiledb", "select deadline from reservations where username = $1", name);

    async Task<T?> ScalarAsync<T>(string database, string query, object value)
    {
        await using var source = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync(database))!);
        await using var command = source.CreateCommand(query);
        command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        return await reader.ReadAsync(Stop) ? await reader.GetFieldValueAsync<T>(0, Stop) : default;
    }

    /// <summary>Auth answers a log-in and Profile a question.</summary>
    Task BothAreBackAsync() =>
        SystemFixture.EventuallyAsync(
            async () =>
                await system.Api.TryLogInAsync(AuthRequests.Fresh(), "not the password", AuthRequests.Elsewhere()).StatusAsync()
                    == HttpStatusCode.Unauthorized
                && await system.Alice.AskAsync(HttpMethod.Get, $"/api/profiles?q={system.Bob.Username}").StatusAsync() == HttpStatusCode.OK,
            WaitTimeout
        );

    async Task<HttpResponseMessage> RegisterAsync(string name, string? device = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/register");
        request.Content = JsonContent.Create(
            new
            {
                username = name,
                displayName = "Somebody",
                password = Person.Password,
            }
        );
        if (device is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", device);
        return await system.Api.SendAsync(request, Stop);
    }
}
