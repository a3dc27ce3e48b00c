using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Deleting an account, as far as Auth goes: nobody comes in any more, and no row knows the person.</summary>
public sealed class DeletionTests(SystemFixture system)
{
    const string Me = "/api/auth/me";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_deleted_is_out_everywhere_and_no_row_of_Auth_knows_them()
    {
        // A name that nobody else takes once it is free.
        var person = await system.RegisterAsync(AuthRequests.Fresh());
        var phone = await system.LogInAsync(person.Username, "phone");
        await system.Api.TryLogInAsync(person.Username, "not the password").StatusAsync();

        await person.DoAsync(HttpMethod.Delete, Me, new { password = Person.Password });
        await system.MustBeOutAsync(person);
        await system.MustBeOutAsync(phone);
        Assert.Equal(HttpStatusCode.Unauthorized, await system.Api.TryLogInAsync(person.Username, Person.Password).StatusAsync());
        await SystemFixture.EventuallyAsync(async () => await TracesAsync(person.Id) is ["deleted_users"]);
    }

    [Fact]
    public async Task The_name_and_the_address_are_free_again()
    {
        var name = AuthRequests.Fresh();
        var body = new
        {
            username = name,
            displayName = "Somebody",
            password = Person.Password,
            email = $"{name}@example.org",
            refresh = "body",
        };
        using var first = await system.Api.PostAsJsonAsync("/api/auth/register", body, Stop);
        var person = await Person.EnterAsync(system.Web, first);
        await person.DoAsync(HttpMethod.Delete, Me, new { password = Person.Password });
        Person? next = null;
        await SystemFixture.EventuallyAsync(async () =>
        {
            using var answer = await system.Api.PostAsJsonAsync("/api/auth/register", body, Stop);
            next = answer.StatusCode == HttpStatusCode.Created ? await Person.EnterAsync(system.Web, answer) : null;
            return next is not null;
        });
        Assert.NotEqual(person.Id, next!.Id);
        Assert.Equal(name, (await system.Alice.ProfileAsync(name)).Username);
    }

    [Theory]
    [InlineData("not the password")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Without_the_password_nothing_is_deleted(string? password)
    {
        var person = await system.RegisterAsync("stayer");
        using var answer = await person.AskAsync(HttpMethod.Delete, Me, new { password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["password"], await answer.FieldsAsync());
        Assert.Equal(HttpStatusCode.OK, await person.AskAsync(HttpMethod.Get, Me).StatusAsync());
        Assert.Equal(person.Id, (await system.LogInAsync(person.Username, "again")).Id);
    }

    [Fact]
    public async Task Guessing_by_deleting_is_slowed_down()
    {
        var person = await system.RegisterAsync("stayer");
        HttpStatusCode status = default;
        for (var i = 0; i < 12 && status != HttpStatusCode.TooManyRequests; i++)
            status = await person.AskAsync(HttpMethod.Delete, Me, new { password = "not the password" }).StatusAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal(HttpStatusCode.OK, await person.AskAsync(HttpMethod.Get, Me).StatusAsync());
    }

    [Fact]
    public async Task Ten_who_delete_and_ten_who_log_in_at_once_leave_nothing_behind()
    {
        // A name that nobody else takes once it is free.
        var person = await system.RegisterAsync(AuthRequests.Fresh());
        Task<HttpStatusCode> DeleteAsync() => person.AskAsync(HttpMethod.Delete, Me, new { password = Person.Password }).StatusAsync();
        var deletions = Enumerable.Range(0, 10).Select(_ => DeleteAsync());
        var entries = Enumerable.Range(0, 10).Select(_ => system.Api.TryLogInAsync(person.Username, Person.Password));
        var (deleted, entered) = (Task.WhenAll(deletions), Task.WhenAll(entries));
        // So many passwords at once look like guessing: those who log in may have had all the tries, and whoever deletes tries again.
        if (!(await deleted).Contains(HttpStatusCode.NoContent))
            await SystemFixture.EventuallyAsync(async () => await DeleteAsync() == HttpStatusCode.NoContent, TimeSpan.FromSeconds(30));
        foreach (var answer in await entered)
            using (answer)
                if (answer.StatusCode == HttpStatusCode.OK)
                    await system.MustBeOutAsync(await Person.EnterAsync(system.Web, answer));
        await SystemFixture.EventuallyAsync(async () => await TracesAsync(person.Id) is ["deleted_users"]);
    }

    /// <summary>The tables of Auth in which any column of any row holds the id.</summary>
    async Task<string[]> TracesAsync(Guid person)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("authdb"))!);
        var tables = await TextsAsync(database, "select table_name from information_schema.tables where table_schema = 'public'");
        Assert.Contains("sessions", tables);
        var traces = new List<string>();
        foreach (var table in tables)
        {
            // A row as text shows bytes in hexadecimal, ids and what a payload holds as they are.
            var hex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(person.ToString()));
            traces.AddRange(
                await TextsAsync(database, $"select '{table}' from \"{table}\" t where t::text like '%{person}%' or t::text like '%{hex}%'")
            );
        }
        return [.. traces.Order(StringComparer.Ordinal)];
    }

    static async Task<List<string>> TextsAsync(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(Stop))
            texts.Add(reader.GetString(0));
        return texts;
    }
}
