using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;
using Social.ServiceDefaults.ChangeStamps;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Carries out <see cref="TimelineUpdate"/> rows: new posts into the feeds of followers, feeds dropped whose follows changed, notifications
/// to connected clients. Any number
/// of replicas share the work; what one of them leaves unfinished is done again by another.
/// </summary>
public sealed partial class TimelineUpdateWorker(
    IServiceScopeFactory scopes,
    TimelineStore timelines,
    NotificationPublisher publisher,
    RedisRunId runId,
    ChangeStamps stamps,
    TimelineUpdateSignal signal,
    TimeProvider clock,
    IOptions<FeedOptions> options,
    ILogger<TimelineUpdateWorker> log
) : BackgroundService
{
    const int Batch = 500;

    // A commit of this process wakes it; the interval is for rows that another process left.
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // What is committed meanwhile is delivered together.
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pace = new Pace(Interval, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // While Redis is unavailable rows wait, and readers use the database.
                while (runId.Answers)
                {
                    await pace.WaitAsync(stoppingToken);
                    if (await DeliverAsync(stoppingToken) == Batch)
                        continue;
                    // What is committed after they were read raises the signal.
                    runId.CaughtUp();
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
        // Asked after the rows were read: a feed under a later run id is built from a database that holds these facts.
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
        var crossed = await db.Database.ExecuteSqlAsync(
            $"""
            insert into high_follower_authors (author_id)
            select followed_id from follows where followed_id = any ({authors}) group by followed_id having count(*) > {limit}
            on conflict do nothing
            """,
            stop
        );
        // Their followers' timelines are not stamped any more.
        if (crossed > 0)
            await stamps.StampEverythingAsync();
        var entries = posts
            .GroupBy(p => p.AuthorId)
            .ToDictionary(p => p.Key, p => p.Select(p => TimelineStore.Entry(p.Position)).ToArray());
        // One's own posts are in one's own feed.
        foreach (var own in entries.Chunk(options.Value.FanOutBatch))
            await timelines.AddAsync(id, own, RedisTimeout);
        await foreach (var page in FanOutReader.PagesAsync(db, authors, options.Value.FanOutBatch, stop))
            await timelines.AddAsync(id, page.ConvertAll(f => KeyValuePair.Create(f.FollowerId, entries[f.FollowedId])), RedisTimeout);
    }

    [LoggerMessage(LogLevel.Warning, "Updating timelines in Redis failed; retrying")]
    partial void Failed(Exception e);
}
