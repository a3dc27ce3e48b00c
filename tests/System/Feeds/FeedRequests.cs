using System.Text;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>What Feed holds, and what reaches it by events.</summary>
static class FeedRequests
{
    /// <summary>The tables, the broker's rows aside, in which a person's id stands in any column, and the keys of Redis that carry it.</summary>
    public static async Task<IReadOnlyList<string>> TracesInAsync(SystemFixture system, Person person)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!);
        var traces = new List<string>();
        await using (var tables = database.CreateCommand("select tablename from pg_tables where schemaname = 'public' order by 1"))
        await using (var reader = await tables.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                traces.Add(reader.GetString(0));
        foreach (var table in traces.ToList())
        {
            await using var search = database.CreateCommand($"select exists (select from \"{table}\" t where t::text like $1)");
            search.Parameters.Add(new() { Value = $"%{person.Id}%" });
            if (await search.ExecuteScalarAsync() is not true)
                traces.Remove(table);
        }
        using var redis = await RedisClient.OpenAsync(system);
        return [.. traces, .. await redis.KeysAsync($"*{person.Id:N}*"), .. await redis.KeysAsync($"*{person.Id}*")];
    }

    /// <summary>How many followers of this person Feed has heard of: more than the threshold are not fanned out to.</summary>
    public static async Task<long> FollowersInFeedAsync(SystemFixture system, Person person)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!);
        await using var count = database.CreateCommand("select count(*) from follows where followed_id = $1");
        count.Parameters.Add(new() { Value = person.Id });
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Has a service send an event that it would never send now. Strings go into the fields 1, 2 and so on; a null is a time of today.
    /// </summary>
    public static async Task SendLateAsync(
        SystemFixture system,
        string database,
        string topic,
        Guid key,
        string type,
        params object?[] fields
    )
    {
        await using var source = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync(database))!);
        await using var command = source.CreateCommand(
            "insert into outbox (event_id, topic, key, type, payload, occurred_at, republished) values ($1, $2, $3, $4, $5, now(), false)"
        );
        foreach (var value in (object[])[Guid.CreateVersion7(), topic, key, $"social.events.v1.{type}", Message(fields)])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    static byte[] Message(object?[] fields)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < fields.Length; i++)
        {
            var content = fields[i] is { } text ? Encoding.ASCII.GetBytes(text.ToString()!) : Now();
            bytes.AddRange([(byte)(((i + 1) << 3) | 2), (byte)content.Length, .. content]);
        }
        return [.. bytes];
    }

    /// <summary>A Timestamp: field 1, the seconds as a varint.</summary>
    static byte[] Now()
    {
        var bytes = new List<byte> { 8 };
        var seconds = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        for (; seconds > 127; seconds >>= 7)
            bytes.Add((byte)(seconds | 128));
        bytes.Add((byte)seconds);
        return [.. bytes];
    }
}
