using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Carries out <see cref="Delivery"/> rows: new posts into the feeds of followers, feeds dropped whose follows changed, notifications
/// to those who listen. Any number of
/// replicas share the work; what one of them leaves unfinished is done again by another.
/// </summary>
public sealed partial class Deliveries(
    IServiceScopeFactory scopes,
    TimelineStore timelines,
    Pushes pushes,
    Epoch epoch,
    DeliverySignal signal,
    IOptions<FeedOptions> options,
    ILogger<Deliveries> log
) : BackgroundService
{
    const int Batch = 500;

    // Feeds in one pipeline: enough to hide the round trip, few enough not to delay readers on the same connection.
    const int Pipeline = 500;

    // What this process commits wakes it; this is for what another one left behind.
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Trouble = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // With Redis away there is nothing to tell: rows wait, and readers use the database.
                while (epoch.Answers)
                {
                    var delivered = await DeliverAsync(stoppingToken);
                    if (delivered < Batch)
                        epoch.CaughtUp();
                    if (delivered == 0)
                        break;
                }
                await signal.WaitAsync(Idle, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                epoch.FallenBehind();
                Postponed(e);
                await Task.Delay(Trouble, stoppingToken);
            }
        }
    }

    async Task<int> DeliverAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FeedDbContext>();
        await using var work = await db.Database.BeginTransactionAsync(stop);
        var rows = await db
            .Deliveries.FromSql($"select * from deliveries order by sequence limit {Batch} for update skip locked")
            .AsNoTracking()
            .ToListAsync(stop);
        if (rows.Count == 0)
            return 0;
        // Asked after the rows were seen: a feed of a later life of Redis is built from a database that holds their facts.
        var life = await epoch.AskAsync(stop);
        await timelines.DropAsync(life, rows.Select(r => r.FeedOf).OfType<Guid>().Distinct(), Patience);
        await FanOutAsync(db, life, rows.Select(r => r.PostId).OfType<Guid>().ToArray(), stop);
        await pushes.SendAsync(db, [.. rows.Select(r => r.NotificationId).OfType<Guid>().Distinct()], Patience, stop);
        var done = rows.ConvertAll(r => r.Sequence);
        await db.Deliveries.Where(d => done.Contains(d.Sequence)).ExecuteDeleteAsync(stop);
        await work.CommitAsync(stop);
        return rows.Count;
    }

    async Task FanOutAsync(FeedDbContext db, string life, Guid[] ids, CancellationToken stop)
    {
        if (ids.Length == 0)
            return;
        var posts = await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(stop);
        var authors = posts.Select(p => p.AuthorId).Distinct().ToArray();
        var limit = options.Value.MergeAbove;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into crowds (author_id)
            select followed_id from follows where followed_id = any ({authors}) group by followed_id having count(*) > {limit}
            on conflict do nothing
            """,
            stop
        );
        // Those who muted an author are left out: taking the mute back drops their feed, and it is built anew with these posts.
        var fanned = db.Follows.Where(f =>
            authors.Contains(f.FollowedId)
            && !db.Crowds.Any(c => c.AuthorId == f.FollowedId)
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
            await timelines.AddAsync(life, chunk, Patience);
    }

    [LoggerMessage(LogLevel.Warning, "Deliveries to feeds wait")]
    partial void Postponed(Exception e);
}
