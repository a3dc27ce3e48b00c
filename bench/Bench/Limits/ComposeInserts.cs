using System.Diagnostics;
using Npgsql;
using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Limits;

/// <summary>
/// What the database alone does for a new post with three mentions: the rows that Post and then Feed insert, in their two transactions, and the
/// removal of what is only passed on. Nothing can publish a post for less on this machine.
/// </summary>
static class ComposeInserts
{
    const int Mentions = 3;

    // Emptied by those who pass their rows on.
    static readonly string[] Queues = ["outbox", "timeline_updates"];

    static readonly string[] PostTables = ["posts", "post_words", "authors", "outbox"];
    static readonly string[] FeedTables = ["posts", "inbox", "notifications", "actors", "timeline_updates"];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Target target, TimeSpan span, CancellationToken stop)
    {
        await using var posts = target.Data.OpenDatabase("postdb");
        await using var feeds = target.Data.OpenDatabase("feeddb");
        var (postCopies, feedCopies) = (new RowCopies(posts), new RowCopies(feeds));
        foreach (var table in PostTables)
            await postCopies.CreateAsync(table, sampled: !Queues.Contains(table), stop);
        foreach (var table in FeedTables)
            await feedCopies.CreateAsync(table, sampled: !Queues.Contains(table), stop);
        string[] publish =
        [
            await postCopies.InsertAsync("posts", stop, ("id", "gen_random_uuid()")),
            await postCopies.InsertAsync("post_words", stop, ("post_id", "gen_random_uuid()")),
            "insert into bench.authors as a (author_id, version, posts) select author_id, 1, 1 from bench.authors_sample "
                + "on conflict (author_id) do update set version = a.version + 1, posts = a.posts + 1",
            "insert into bench.outbox (event_id, topic, key, type, payload, occurred_at, republished) "
                + "values (gen_random_uuid(), 'posts', gen_random_uuid(), 'social.events.v1.PostPublished', decode(repeat('ab', 150), 'hex'), now(), false)",
        ];
        var notify = await feedCopies.InsertAsync(
            "notifications",
            stop,
            ("id", "gen_random_uuid()"),
            ("recipient_id", "gen_random_uuid()"),
            ("read", "false")
        );
        var act = await feedCopies.InsertAsync("actors", stop, ("notification_id", "gen_random_uuid()"));
        string[] receive =
        [
            await feedCopies.InsertAsync("posts", stop, ("id", "gen_random_uuid()")),
            "insert into bench.inbox (handler, event_id, handled_at) values ('OnPostPublished', gen_random_uuid(), now())",
            "insert into bench.timeline_updates (post_id) values (gen_random_uuid())",
            .. Enumerable
                .Repeat(
                    (string[])[notify, act, "insert into bench.timeline_updates (notification_id) values (gen_random_uuid())"],
                    Mentions
                )
                .SelectMany(one => one),
        ];
        var (latency, before, begin) = (new Histogram(), ProcessorTimes.Of(target.Root), Stopwatch.GetTimestamp());
        await using (var post = await posts.OpenConnectionAsync(stop))
        await using (var feed = await feeds.OpenConnectionAsync(stop))
            while (Stopwatch.GetElapsedTime(begin) < span)
            {
                var one = Stopwatch.GetTimestamp();
                await TransactAsync(post, publish, stop);
                latency.Record(Stopwatch.GetElapsedTime(one));
                await TransactAsync(post, ["delete from bench.outbox"], stop);
                await TransactAsync(feed, receive, stop);
                await TransactAsync(feed, ["delete from bench.timeline_updates"], stop);
            }
        var elapsed = Stopwatch.GetElapsedTime(begin);
        var used = ProcessorTimes
            .Between(before, ProcessorTimes.Of(target.Root))
            .Where(one => one.Key == "postgres")
            .Sum(one => one.Value.TotalMilliseconds);
        foreach (var table in PostTables)
            await postCopies.DropAsync(table, stop);
        foreach (var table in FeedTables)
            await feedCopies.DropAsync(table, stop);
        return
        [
            new("rows of a new post, its own transaction, p50", latency.At(0.5).TotalMilliseconds, "ms"),
            new("rows of a new post, its own transaction, p99", latency.At(0.99).TotalMilliseconds, "ms"),
            new("rows of a new post with those of Feed, by one connection", latency.Count / elapsed.TotalSeconds, "a second"),
            new("rows of a new post with those of Feed, processor time of the database", used / latency.Count, "ms"),
        ];
    }

    /// <summary>All statements in one transaction and one round trip.</summary>
    static async Task TransactAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in statements)
            batch.BatchCommands.Add(new(sql));
        await batch.ExecuteNonQueryAsync(stop);
    }
}
