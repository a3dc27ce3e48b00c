using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Choosing and changing a password, and how it is kept.</summary>
public sealed class PasswordTests(SystemFixture system)
{
    const string Path = "/api/auth/password";
    const string Next = "a staple of another kind";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_password_is_the_only_one_and_ends_the_other_sessions()
    {
        var person = await system.RegisterAsync("changer");
        var other = await system.LogInAsync(person.Username, "other");
        await person.DoAsync(HttpMethod.Put, Path, new { current = Person.Password, @new = Next });

        await system.MustBeOutAsync(other);
        Assert.Equal(HttpStatusCode.OK, await system.RefreshingAsync(person));
        Assert.Equal(HttpStatusCode.Unauthorized, await system.Api.TryLogInAsync(person.Username, Person.Password).StatusAsync());
        Assert.Equal(person.Id, (await system.LogInAsync(person.Username, "new", Next)).Id);
    }

    [Theory]
    [InlineData("not the password", Next, "current")]
    [InlineData("", Next, "current")]
    [InlineData(Person.Password, "short", "new")]
    [InlineData(Person.Password, Person.Password, "new")]
    [InlineData(Person.Password, "Password123!", "new")]
    public async Task What_is_wrong_with_a_change_is_told_by_field(string current, string next, string field)
    {
        var person = await system.RegisterAsync("changer");
        using var answer = await person.AskAsync(HttpMethod.Put, Path, new { current, @new = next });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([field], await answer.FieldsAsync());
        Assert.Equal(person.Id, (await system.LogInAsync(person.Username, "again")).Id);
    }

    [Fact]
    public async Task Guessing_by_changing_is_slowed_down()
    {
        var person = await system.RegisterAsync("changer");
        HttpStatusCode status = default;
        for (var i = 0; i < 12 && status != HttpStatusCode.TooManyRequests; i++)
            status = await person.AskAsync(HttpMethod.Put, Path, new { current = "not the password", @new = Next }).StatusAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    [Theory]
    [InlineData("qwertyuiop")]
    [InlineData("QwertyUIOP")]
    [InlineData("1234567890")]
    [InlineData("password123")]
    [InlineData("dragon2024")]
    [InlineData("iloveyouiloveyou")]
    public async Task A_password_that_everybody_takes_is_refused(string password)
    {
        using var answer = await system.Api.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                username = AuthRequests.Fresh(),
                displayName = "Somebody",
                password,
            },
            Stop
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["password"], await answer.FieldsAsync());
    }

    [Fact]
    public async Task A_password_is_the_same_on_every_keyboard()
    {
        var name = AuthRequests.Fresh();
        var body = new
        {
            username = name,
            displayName = "Somebody",
            password = "caf\u00e9 au lait",
        };
        Assert.Equal(HttpStatusCode.Created, await system.Api.PostAsJsonAsync("/api/auth/register", body, Stop).StatusAsync());

        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(name, "cafe\u0301\u00a0au lait").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await system.Api.TryLogInAsync(name, "cafe au lait").StatusAsync());
    }

    [Fact]
    public async Task A_password_is_kept_dear_and_made_dearer_when_it_was_cheap()
    {
        var person = await system.RegisterAsync("changer");
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("authdb"))!);
        Assert.True(await RoundsAsync(database, person.Id) >= 210_000);

        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Person.Password), salt, 1_000, HashAlgorithmName.SHA512, 32);
        var cheap = $"$pbkdf2-sha512$1000${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
        await using (var make = database.CreateCommand("update accounts set password_hash = $1 where id = $2"))
        {
            make.Parameters.AddWithValue(cheap);
            make.Parameters.AddWithValue(person.Id);
            Assert.Equal(1, await make.ExecuteNonQueryAsync(Stop));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await system.Api.TryLogInAsync(person.Username, "not the password").StatusAsync());
        Assert.Equal(1_000, await RoundsAsync(database, person.Id));
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(person.Username, Person.Password).StatusAsync());
        Assert.True(await RoundsAsync(database, person.Id) >= 210_000);
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(person.Username, Person.Password).StatusAsync());
    }

    static async Task<int> RoundsAsync(NpgsqlDataSource database, Guid person)
    {
        await using var read = database.CreateCommand("select password_hash from accounts where id = $1");
        read.Parameters.AddWithValue(person);
        var parts = ((string)(await read.ExecuteScalarAsync(Stop))!).Split('$');
        Assert.Equal("pbkdf2-sha512", parts[1]);
        return int.Parse(parts[2], CultureInfo.InvariantCulture);
    }
}
