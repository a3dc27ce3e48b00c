using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Reads home feeds: from Redis as far as that holds them, from the database beyond, and from the database alone while Redis is away.
/// Whatever the source, the database has the last word on what may be seen.
/// </summary>
public sealed partial class Home(FeedDbContext db, TimelineStore timelines, Epoch epoch, IOptions<FeedOptions> options, ILogger<Home> log)
{
    // Deleted posts and unfollowed authors leave holes; reading a little more than asked passes most of them at once.
    const int AtLeast = 50;

    /// <summary>The next <paramref name="count"/> posts of this person's feed, fewer only at its end.</summary>
    /// <param name="from">
    /// Behind which post to go on. A page that came from the database is followed by pages from there: it may have shown that more has
    /// been written than Redis was told so far, and nothing of that may be passed over.
    /// </param>
    public async Task<(List<Post> Posts, bool FromDatabase)> ReadAsync(Guid user, FeedCursor from, int count, CancellationToken stop)
    {
        var found = new List<Post>();
        var before = from.Last;
        while (found.Count < count)
        {
            var held = from.InDatabase ? [] : await HeldAsync(user, before, Math.Max(count, AtLeast), stop);
            if (held.Count == 0)
            {
                found.AddRange(await db.HomeOfAsync(user, before, count - found.Count, stop));
                return (found, true);
            }
            found.AddRange(await db.VisibleAsync(user, held, before, count - found.Count, stop));
            before = held[^1];
        }
        return (found, false);
    }

    /// <summary>What Redis holds behind a position; nothing when it holds no more or cannot be relied on.</summary>
    async Task<List<Position>> HeldAsync(Guid user, Position before, int count, CancellationToken stop)
    {
        if (epoch.Current is not { } life)
            return [];
        try
        {
            var (state, posts) = await timelines.ReadAsync(life, user, before, count);
            return state switch
            {
                TimelineState.Built => posts,
                TimelineState.Absent => [.. (await BuildAsync(life, user, stop)).Where(p => p < before).Take(count)],
                _ => [],
            };
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Unheld(user, e);
            return [];
        }
    }

    /// <summary>What the feed then holds; nothing when it was not to be.</summary>
    async Task<IEnumerable<Position>> BuildAsync(string life, Guid user, CancellationToken stop)
    {
        // Marked first, then read: a post that is committed after the query finds the mark and is delivered.
        if (await timelines.MarkAsync(life, user) is not { } token)
            return [];
        var posts = (await db.HomeOfAsync(user, Position.Start, options.Value.Kept, stop)).ConvertAll(p => p.Position);
        var filled = await timelines.FillAsync(life, user, token, posts);
        // Asked last: a deletion committed before is seen here, one committed later drops the feed itself.
        if (await db.IsGoneAsync(user, stop))
            await timelines.DropAsync(life, [user], options.Value.Patience);
        return filled ? posts : [];
    }

    [LoggerMessage(LogLevel.Debug, "The feed of {User} is read from the database")]
    partial void Unheld(Guid user, Exception e);
}
