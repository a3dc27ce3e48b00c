using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Reads home timelines: from Redis as far as that holds them, from the database beyond, and from the database alone while Redis is away.
/// Whatever the source, the database has the last word on what may be seen.
/// </summary>
public sealed partial class HomeTimelineReader(
    FeedDbContext db,
    TimelineStore timelines,
    RedisRunId runId,
    BuildLimit builds,
    IOptions<FeedOptions> options,
    ILogger<HomeTimelineReader> log
)
{
    // Deleted posts and unfollowed authors leave holes; reading a little more than asked passes most of them at once.
    const int Spare = 10;

    /// <summary>The next <paramref name="count"/> posts of this person's feed, fewer only at its end.</summary>
    /// <param name="from">
    /// Behind which post to go on. A page that came from the database is followed by pages from there: it may have shown that more has
    /// been written than Redis was told so far, and nothing of that may be passed over.
    /// </param>
    public async Task<HomePage> ReadAsync(Guid user, FeedCursor from, int count, CancellationToken stop)
    {
        var (found, fromRedis, merges) = (new List<Post>(), false, false);
        var before = from.Last;
        while (found.Count < count)
        {
            var held = from.InDatabase ? [] : await HeldAsync(user, before, count + Spare, stop);
            if (held.Count == 0)
            {
                found.AddRange(await db.HomeOfAsync(user, before, count - found.Count, stop));
                return new(found, FromDatabase: true, Stamped: fromRedis && !merges);
            }
            var (visible, merged) = await db.VisibleAsync(user, held, before, count - found.Count, stop);
            found.AddRange(visible);
            (fromRedis, merges) = (true, merges || merged);
            before = held[^1];
        }
        return new(found, FromDatabase: false, Stamped: !merges);
    }

    /// <summary>What Redis holds behind a position; nothing when it holds no more or cannot be relied on.</summary>
    async Task<List<Position>> HeldAsync(Guid user, Position before, int count, CancellationToken stop)
    {
        if (runId.Current is not { } id)
            return [];
        try
        {
            var (state, posts) = await timelines.ReadAsync(id, user, before, count);
            return state switch
            {
                TimelineState.Built => posts,
                TimelineState.Absent => [.. (await BuildAsync(id, user, stop)).Where(p => p < before).Take(count)],
                _ => [],
            };
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            ReadFromDatabase(user, e);
            return [];
        }
    }

    /// <summary>What the feed then holds; nothing when others are being built already, or it was dropped meanwhile.</summary>
    async Task<IEnumerable<Position>> BuildAsync(string id, Guid user, CancellationToken stop)
    {
        using var slot = builds.TryTake();
        if (slot is null)
            return [];
        // Marked first, then read: a post that is committed after the query finds the mark and is delivered.
        if (await timelines.MarkAsync(id, user) is not { } token)
            return [];
        var posts = (await db.HomeOfAsync(user, Position.Start, options.Value.Kept, stop)).ConvertAll(p => p.Position);
        var filled = await timelines.FillAsync(id, user, token, posts);
        // Asked last: a deletion committed before is seen here, one committed later drops the feed itself.
        if (await db.IsUserDeletedAsync(user, stop))
            await timelines.DropAsync(id, [user], options.Value.RedisTimeout);
        return filled ? posts : [];
    }

    [LoggerMessage(LogLevel.Debug, "Timeline of {User} is read from the database")]
    partial void ReadFromDatabase(Guid user, Exception e);
}
