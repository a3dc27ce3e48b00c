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
    public async Task<List<Post>> ReadAsync(Guid user, Position before, int count, CancellationToken stop)
    {
        var found = new List<Post>();
        while (found.Count < count)
        {
            var held = await HeldAsync(user, before, Math.Max(count, AtLeast), stop);
            if (held.Count == 0)
            {
                found.AddRange(await db.HomeOfAsync(user, before, count - found.Count, stop));
                break;
            }
            found.AddRange(await db.VisibleAsync(user, held, before, count - found.Count, stop));
            before = held[^1];
        }
        return found;
    }

    /// <summary>What Redis holds behind a position; nothing when it holds no more or cannot be relied on.</summary>
    async Task<List<Position>> HeldAsync(Guid user, Position before, int count, CancellationToken stop)
    {
        if (epoch.Current is not { } life)
            return [];
        try
        {
            var (state, posts) = await timelines.ReadAsync(life, user, before, count);
            if (state == TimelineState.Absent)
                await BuildAsync(life, user, stop);
            return state == TimelineState.Built ? posts : [];
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Unheld(user, e);
            return [];
        }
    }

    async Task BuildAsync(string life, Guid user, CancellationToken stop)
    {
        // Marked first, then read: a post that is committed after the query finds the mark and is delivered.
        if (await timelines.MarkAsync(life, user) is not { } token)
            return;
        var posts = await db.HomeOfAsync(user, Position.Start, options.Value.Kept, stop);
        await timelines.FillAsync(life, user, token, posts.Select(p => p.Position));
    }

    [LoggerMessage(LogLevel.Debug, "The feed of {User} is read from the database")]
    partial void Unheld(Guid user, Exception e);
}
