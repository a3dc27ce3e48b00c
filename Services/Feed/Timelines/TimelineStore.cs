using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using Social.ServiceDefaults.ChangeStamps;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Home feeds in Redis: per person a sorted set of post ids by time, and beside it a mark that says whether it holds what the
/// database holds ("built") or is about to (a builder's own token). No mark: no feed, whatever the set holds.
/// </summary>
public sealed class TimelineStore(IConnectionMultiplexer redis, IOptions<FeedOptions> options)
{
    const string Built = "built";

    // A builder that died is forgotten after this; until then its reader, too, is served by the database.
    static readonly TimeSpan BuildTime = TimeSpan.FromSeconds(30);

    // The set outlives its mark, so that "built" never stands beside a set that has just expired.
    static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    readonly FeedOptions settings = options.Value;

    IDatabase Redis => redis.GetDatabase();

    static RedisKey Feed(string runId, Guid user) => $"feed:{{{user:N}}}:{runId}";

    static RedisKey Mark(string runId, Guid user) => $"feed:{{{user:N}}}:{runId}:mark";

    static RedisValue Member(Guid post) => post.ToByteArray(bigEndian: true);

    /// <summary>
    /// What the feed holds behind <paramref name="before"/>, newest first, at least <paramref name="count"/> posts if there are as
    /// many. <see cref="TimelineState"/> says whether that can be relied on.
    /// </summary>
    public async Task<(TimelineState State, List<Position> Posts)> ReadAsync(string runId, Guid user, Position before, int count)
    {
        var feed = Feed(runId, user);
        var (score, descending) = (before.Score, Order.Descending);
        var mark = Redis.StringGetAsync(Mark(runId, user));
        // Posts of the very same microsecond are read in full and told apart by id; then no page can split them wrongly.
        var equal =
            before == Position.Start
                ? Task.FromResult<SortedSetEntry[]>([])
                : Redis.SortedSetRangeByScoreWithScoresAsync(feed, score, score);
        var older = Redis.SortedSetRangeByScoreWithScoresAsync(feed, stop: score, exclude: Exclude.Stop, order: descending, take: count);
        await Task.WhenAll(mark, equal, older).WaitAsync(settings.RedisTimeout);
        var state =
            (await mark).IsNull ? TimelineState.Absent
            : await mark == Built ? TimelineState.Built
            : TimelineState.Building;
        var posts = (await equal)
            .Concat(await older)
            .Select(e => Position.FromScore(e.Score, new Guid((byte[])e.Element!, bigEndian: true)));
        return (state, [.. posts.Where(p => p < before).OrderDescending()]);
    }

    /// <summary>Claims the building of a feed that is not there. From now on timeline_updates reach it. Null when another was quicker.</summary>
    public async Task<string?> MarkAsync(string runId, Guid user)
    {
        var token = Guid.NewGuid().ToString("N");
        var claim = Redis.CreateTransaction();
        claim.AddCondition(Condition.KeyNotExists(Mark(runId, user)));
        var set = claim.StringSetAsync(Mark(runId, user), token, BuildTime);
        var cleared = claim.KeyDeleteAsync(Feed(runId, user));
        if (!await claim.ExecuteAsync().WaitAsync(settings.RedisTimeout))
            return null;
        await Task.WhenAll(set, cleared);
        return token;
    }

    /// <summary>Fills a feed that was marked and lets it be read. False when it was dropped or lost meanwhile.</summary>
    public async Task<bool> FillAsync(string runId, Guid user, string token, IEnumerable<Position> posts)
    {
        var feed = Feed(runId, user);
        var entries = posts.Select(p => new SortedSetEntry(Member(p.Id), p.Score)).ToArray();
        var finish = Redis.CreateTransaction();
        finish.AddCondition(Condition.StringEqual(Mark(runId, user), token));
        var filled = entries.Length > 0 ? finish.SortedSetAddAsync(feed, entries) : Task.CompletedTask;
        var trimmed = finish.SortedSetRemoveRangeByRankAsync(feed, 0, -settings.Kept - 1);
        var kept = finish.KeyExpireAsync(feed, settings.Lifetime + Margin);
        var built = finish.StringSetAsync(Mark(runId, user), Built, settings.Lifetime);
        if (!await finish.ExecuteAsync().WaitAsync(settings.RedisTimeout))
            return false;
        await Task.WhenAll(filled, trimmed, kept, built);
        return true;
    }

    /// <summary>Adds posts to the timelines that exist or are being built, and stamps those. Idempotent.</summary>
    public async Task AddAsync(string runId, IReadOnlyCollection<KeyValuePair<Guid, SortedSetEntry[]>> feeds, TimeSpan timeout)
    {
        var marks = await Task.WhenAll(feeds.Select(f => Redis.StringGetAsync(Mark(runId, f.Key)))).WaitAsync(timeout);
        var writes = new List<Task>();
        foreach (var ((user, posts), mark) in feeds.Zip(marks).Where(f => !f.Second.IsNull))
        {
            writes.Add(Redis.SortedSetAddAsync(Feed(runId, user), posts));
            writes.Add(Redis.SortedSetRemoveRangeByRankAsync(Feed(runId, user), 0, -settings.Kept - 1));
            // After the post, so that whoever finds the new stamp finds the post.
            writes.Add(StampAsync(user));
            // Its builder may be dead: what is never read without its mark would lie there for ever. A builder that has finished
            // meanwhile has said how long it lives, and that stays.
            if (mark != Built)
                writes.Add(Redis.ExecuteAsync("EXPIRE", Feed(runId, user), (int)BuildTime.TotalSeconds, "NX"));
        }
        await Task.WhenAll(writes).WaitAsync(timeout);
    }

    /// <summary>Forgets feeds and stamps them; whoever is building one of them finds its mark gone.</summary>
    public Task DropAsync(string runId, IEnumerable<Guid> users, TimeSpan timeout) =>
        Task.WhenAll(users.SelectMany(u => (Task[])[Redis.KeyDeleteAsync([Mark(runId, u), Feed(runId, u)]), StampAsync(u)]))
            .WaitAsync(timeout);

    Task<bool> StampAsync(Guid user) => Redis.StringSetAsync(StampKeys.Of(StampKeys.Home(user)), ChangeStamps.New(), StampKeys.Lifetime);

    public static SortedSetEntry Entry(Position post) => new(Member(post.Id), post.Score);
}

public enum TimelineState
{
    Absent,
    Building,
    Built,
}
