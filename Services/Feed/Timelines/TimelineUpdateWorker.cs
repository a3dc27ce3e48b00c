using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Carries out <see cref="TimelineUpdate"/> rows: new posts into the feeds of followers, feeds dropped whose follows changed, notifications
/// to those who listen. Any number of
/// replicas share the work; what one of them leaves unfinished is done again by another.
/// </summary>
public sealed partial class TimelineUpdateWorker(
    IServiceScopeFactory scopes,
    TimelineStore timelines,
    NotificationPublisher publisher,
    RedisRunId runId,
    TimelineUpdateSignal signal,
    IOptions<FeedOptions> options,
    ILogger<TimelineUpdateWorker> log
) : BackgroundService
{
    const int Batch = 500;

    // Feeds in one pipeline: enough to hide the round trip, few enough not to delay readers on the same connection.
    const int Pipeline = 500;

    // What this process commits wakes it; this is for what another one left behind.
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // While Redis is unavailable rows wait, and readers use the database.
                while (runId.Answers)
                {
                    var delivered = await DeliverAsync(stoppingToken);
                    if (delivered < Batch)
                        runId.CaughtUp();
                    if (delivered == 0)
                        break;
                }
                await signal.WaitAsync(Idle, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                runId.FallenBehind();
                Failed(e);
                await Task.Delay(RetryDelay, stoppingToken);
            }
        }
    }

    async Task<int> DeliverAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FeedDbContext>();
        await using var work = await db.Database.BeginTransactionAsync(stop);
        var rows = await db
            .TimelineUpdates.FromSql($"select * from timeline_updates order by sequence limit {Batch} for update skip locked")
            .AsNoTracking()
            .ToListAsync(stop);
        if (rows.Count == 0)
            return 0;
        // Asked after the rows were seen: a feed of a later life of Redis is built from a database that holds their facts.
        var id = await runId.AskAsync(stop);
        await timelines.DropAsync(id, rows.Select(r => r.FeedOf).OfType<Guid>().Distinct(), RedisTimeout);
        await FanOutAsync(db, id, rows.Select(r => r.PostId).OfType<Guid>().ToArray(), stop);
        await publisher.SendAsync(db, [.. rows.Select(r => r.NotificationId).OfType<Guid>().Distinct()], RedisTimeout, stop);
        var done = rows.ConvertAll(r => r.Sequence);
        await db.TimelineUpdates.Where(d => done.Contains(d.Sequence)).ExecuteDeleteAsync(stop);
        await work.CommitAsync(stop);
        return rows.Count;
    }

    async Task FanOutAsync(FeedDbContext db, string id, Guid[] ids, CancellationToken stop)
    {
        if (ids.Length == 0)
            return;
        var posts = await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(stop);
        var authors = posts.Select(p => p.AuthorId).Distinct().ToArray();
        var limit = options.Value.MergeAbove;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into high_follower_authors (author_id)
            select followed_id from follows where followed_id = any ({authors}) group by followed_id having count(*) > {limit}
            on conflict do nothing
            """,
            stop
        );
        // Those who muted an author are left out: taking the mute back drops their feed, and it is built anew with these posts.
        var fanned = db.Follows.Where(f =>
            authors.Contains(f.FollowedId)
            && !db.HighFollowerAuthors.Any(c => c.AuthorId == f.FollowedId)
            && !db.Mutes.Any(m => m.MuterId == f.FollowerId && m.MutedId == f.FollowedId)
        );
        var readers = (await fanned.Select(f => new { f.FollowedId, f.FollowerId }).ToListAsync(stop)).ToLookup(
            f => f.FollowedId,
            f => f.FollowerId
        );
        var feeds = posts
            // One's own posts are in one's own feed.
            .SelectMany(p => readers[p.AuthorId].Prepend(p.AuthorId).Select(user => (user, entry: TimelineStore.Entry(p.Position))))
            .GroupBy(d => d.user, d => d.entry)
            .Select(g => new KeyValuePair<Guid, SortedSetEntry[]>(g.Key, [.. g]));
        foreach (var chunk in feeds.Chunk(Pipeline))
            await timelines.AddAsync(id, chunk, RedisTimeout);
    }

    [LoggerMessage(LogLevel.Warning, "Updating timelines in Redis failed; retrying")]
    partial void Failed(Exception e);
}
