using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Many write, retract and read the same person's notifications at once.</summary>
[Collection<TimingSensitive>]
public sealed class DeadlockTests(SystemFixture system)
{
    [Fact]
    public async Task Notifying_retracting_and_reading_never_wait_for_one_another()
    {
        var before = await DeadlocksAsync();
        var dora = await system.RegisterAsync("dora");
        var posts = new List<Guid>();
        for (var i = 0; i < 8; i++)
            posts.Add((await dora.PostAsync($"Popular {i}")).Id);
        var others = new List<Person>();
        for (var i = 0; i < 4; i++)
            others.Add(await system.RegisterAsync($"fan{i}"));
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await dora.MarkReadAsync();
        });

        await Task.WhenAll(others.Select(other => BusyAsync(other, dora, posts)));
        // An account that goes takes its part in every group with it, while the others still write.
        await Task.WhenAll(others.Take(2).Select(DeleteAsync).Concat(others.Skip(2).Select(other => BusyAsync(other, dora, posts))));
        await SystemFixture.EventuallyAsync(async () =>
            (await dora.NotificationsAsync()).Items.All(n => n.Actors.All(a => others.Skip(2).Any(o => o.Id == a.Id)))
        );
        await done.CancelAsync();
        await reading;

        // The statistics follow within a second.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(before, await DeadlocksAsync());
    }

    static async Task BusyAsync(Person who, Person author, List<Guid> posts)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var post in posts)
                await who.LikeAsync(post);
            var comments = new List<Guid>();
            foreach (var post in posts)
                comments.Add((await who.CommentAsync(post, $"Look, @{author.Username}")).Id);
            foreach (var post in Enumerable.Reverse(posts))
                await who.UnlikeAsync(post);
            foreach (var comment in comments)
                await who.DoAsync(HttpMethod.Delete, $"/api/comments/{comment}");
        }
    }

    static Task DeleteAsync(Person person) => person.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

    async Task<long> DeadlocksAsync()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!);
        await using var command = database.CreateCommand("select deadlocks from pg_stat_database where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
