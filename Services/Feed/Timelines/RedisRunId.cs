using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// The run id of Redis, which changes with every restart. Keys carry it, because a Redis that comes back may remember feeds from before its last
/// moments; those of an earlier life are never read again and expire.
/// </summary>
public sealed partial class RedisRunId(IConnectionMultiplexer redis, IOptions<FeedOptions> options, ILogger<RedisRunId> log)
    : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    volatile string? current;
    volatile bool behind = true;

    /// <summary>Null while Redis is unavailable or updates are pending since it was: readers then use the database.</summary>
    public string? Current => behind ? null : current;

    /// <summary>Whether Redis is available.</summary>
    public bool Answers => current is not null;

    /// <summary>All pending updates have been carried out.</summary>
    public void CaughtUp() => behind = false;

    /// <summary>Timelines in Redis may lack pending updates.</summary>
    public void FallenBehind() => behind = true;

    /// <summary>Asks Redis itself. What was committed before the question is seen by every feed built in a later life.</summary>
    /// <exception cref="RedisException">Redis is unavailable.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task<string> AskAsync(CancellationToken stop)
    {
        var info = await redis.GetDatabase().ExecuteAsync("INFO", "server").WaitAsync(options.Value.RedisTimeout, stop);
        var line = ((string?)info ?? "").Split('\n').FirstOrDefault(l => l.StartsWith("run_id:", StringComparison.Ordinal));
        // A server that does not tell is taken for one that never restarts.
        return line?["run_id:".Length..].Trim() ?? "0";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A lost connection may mean a restart: nothing is trusted until the run id is known.
        redis.ConnectionFailed += (_, _) => Invalidate();
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                var now = redis.IsConnected ? await AskAsync(stoppingToken) : null;
                if (now != current)
                    Changed(current, now);
                if (now is null)
                    Invalidate();
                current = now;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (current is not null)
                    Unavailable(e.Message);
                Invalidate();
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    void Invalidate()
    {
        behind = true;
        current = null;
    }

    [LoggerMessage(LogLevel.Information, "Redis run id changed from {Before} to {Now}")]
    partial void Changed(string? before, string? now);

    [LoggerMessage(LogLevel.Warning, "Redis unavailable; timelines are read from the database: {Reason}")]
    partial void Unavailable(string reason);
}
