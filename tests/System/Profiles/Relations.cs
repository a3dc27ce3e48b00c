using System.Net;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Profiles;

/// <summary>What a person does about others, and what the profile service holds of it.</summary>
static class Relations
{
    public static Task BlockAsync(this Person me, string username) => me.DoAsync(HttpMethod.Put, $"/api/profiles/{username}/block");

    public static Task UnblockAsync(this Person me, string username) => me.DoAsync(HttpMethod.Delete, $"/api/profiles/{username}/block");

    public static Task MuteAsync(this Person me, string username) => me.DoAsync(HttpMethod.Put, $"/api/profiles/{username}/mute");

    public static Task UnmuteAsync(this Person me, string username) => me.DoAsync(HttpMethod.Delete, $"/api/profiles/{username}/mute");

    /// <summary>Every name in a list of people, page by page.</summary>
    public static async Task<List<string>> NamesAsync(this Person me, string path, int limit = 20)
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await me.GetAsync<Page<ProfileAnswer>>($"{path}{mark}limit={limit}&cursor={Uri.EscapeDataString(cursor)}");
            Assert.True(page.Items.Count == limit || page.Next is null, "Only the last page may be short.");
            names.AddRange(page.Items.Select(p => p.Username));
            cursor = page.Next;
        }
        return names;
    }

    public static Task<List<string>> FollowersAsync(this Person me, string username) =>
        me.NamesAsync($"/api/profiles/{username}/followers");

    public static Task<List<string>> FollowingAsync(this Person me, string username) =>
        me.NamesAsync($"/api/profiles/{username}/following");

    /// <summary>How the call was refused; fails when it was not.</summary>
    public static async Task<HttpStatusCode?> RefusalAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<HttpRequestException>(call)).StatusCode;

    /// <summary>The first column of what the profile service's database answers.</summary>
    public static async Task<List<T>> AskAsync<T>(this SystemFixture system, string question, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("profiledb"))!);
        await using var command = database.CreateCommand(question);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var answers = new List<T>();
        while (await reader.ReadAsync())
            answers.Add(reader.GetFieldValue<T>(0));
        return answers;
    }

    /// <summary>The types of the events about a person that the profile service has published and its relay has sent, oldest first.</summary>
    public static async Task<List<string>> EventsAsync(this SystemFixture system, Person about)
    {
        await SystemFixture.EventuallyAsync(async () => await system.AskAsync<int>("select 1 from outbox where key = $1", about.Id) is []);
        return await PublishedEvents.OfAsync(system, "users", about.Id);
    }
}
