using Npgsql;
using Social.Bench.Running;
using StackExchange.Redis;

namespace Social.Bench.Workloads;

/// <summary>
/// Followers as rows in the databases of the bench's own system, without accounts: a hundred thousand registrations would take hours. Their
/// ids are smaller than those of registered people, and fan-out goes by id: the last one reached is a registered one.
/// </summary>
sealed class InsertedFollowers(Target target, BenchUser author)
{
    const int Batch = 10_000;

    // The same people in all databases, and in a second run on the same data.
    const string FollowerId = "('000000' || substr(md5(@author::text || i), 7))::uuid";

    const string Profiles = $"""
        insert into profiles (id, username, display_name, bio, followers, following, created_at, version)
        select {FollowerId}, 'f' || substr(md5(@author::text || i), 1, 24), 'Follower ' || i, '', 0, 1, now(), 1
        from generate_series(@first, @last) i
        on conflict do nothing
        """;

    const string ProfileFollows = $"""
        insert into follows (follower_id, followed_id, id) select {FollowerId}, @author, uuidv7() from generate_series(@first, @last) i
        on conflict do nothing
        """;

    const string ProfileCounter = """
        update profiles set followers = (select count(*) from follows where followed_id = @author) where id = @author
        """;

    const string FeedFollows = $"""
        insert into follows (follower_id, followed_id) select {FollowerId}, @author from generate_series(@first, @last) i
        on conflict do nothing
        """;

    const string Ids = $"select {FollowerId} from generate_series(@first, @last) i";

    static readonly TimeSpan TimelineLifetime = TimeSpan.FromDays(1);

    /// <summary>Inserts as many as are missing, with timelines in Redis, as people have who read their feed today.</summary>
    public async Task EnsureAsync(int followers, CancellationToken stop)
    {
        await using var profiles = target.Data.OpenDatabase("profiledb");
        await using var feeds = target.Data.OpenDatabase("feeddb");
        using var redis = await target.Data.ConnectRedisAsync();
        for (var first = 1; first <= followers; first += Batch)
        {
            var last = Math.Min(followers, first + Batch - 1);
            await ExecuteAsync(profiles, Profiles, first, last, stop);
            await ExecuteAsync(profiles, ProfileFollows, first, last, stop);
            await ExecuteAsync(feeds, FeedFollows, first, last, stop);
            await MarkTimelinesAsync(redis, await IdsAsync(feeds, first, last, stop));
            Progress.Write($"  {last:N0} of {followers:N0} followers");
        }
        await ExecuteAsync(profiles, ProfileCounter, 0, 0, stop);
        foreach (var (database, table) in ((NpgsqlDataSource, string)[])[(profiles, "profiles"), (profiles, "follows"), (feeds, "follows")])
            await ExecuteAsync(database, $"analyze {table}", 0, 0, stop);
    }

    /// <summary>The marks by which Feed knows that a timeline exists and is kept up to date: see its TimelineStore.</summary>
    static async Task MarkTimelinesAsync(ConnectionMultiplexer redis, IReadOnlyList<Guid> followers)
    {
        const string runIdLine = "run_id:";
        var info = (string?)await redis.GetDatabase().ExecuteAsync("INFO", "server") ?? "";
        var line = Array.Find(info.Split('\n'), line => line.StartsWith(runIdLine, StringComparison.Ordinal));
        var run = line?[runIdLine.Length..].Trim() ?? "0";
        foreach (var some in followers.Chunk(1_000))
            await Task.WhenAll(
                some.Select(user => redis.GetDatabase().StringSetAsync($"feed:{{{user:N}}}:{run}:mark", "built", TimelineLifetime))
            );
    }

    async Task<IReadOnlyList<Guid>> IdsAsync(NpgsqlDataSource database, int first, int last, CancellationToken stop)
    {
        await using var command = Command(database, Ids, first, last);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(stop))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    async Task ExecuteAsync(NpgsqlDataSource database, string sql, int first, int last, CancellationToken stop)
    {
        await using var command = Command(database, sql, first, last);
        await command.ExecuteNonQueryAsync(stop);
    }

    NpgsqlCommand Command(NpgsqlDataSource database, string sql, int first, int last)
    {
        var command = database.CreateCommand(sql);
        if (sql.Contains("@author", StringComparison.Ordinal))
            command.Parameters.AddWithValue("author", author.Id);
        if (sql.Contains("@first", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("first", first);
            command.Parameters.AddWithValue("last", last);
        }
        return command;
    }
}
