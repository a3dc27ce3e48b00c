using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Social.Feeds.Timelines;

/// <summary>
/// Which life of Redis this is: its run id. Keys carry it, because a Redis that comes back may remember feeds from before its last
/// moments; those of an earlier life are never read again and expire. Null while Redis is away: readers then use the database.
/// </summary>
public sealed partial class Epoch(IConnectionMultiplexer redis, IOptions<FeedOptions> options, ILogger<Epoch> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    volatile string? current;

    public string? Current => current;

    /// <summary>Asks Redis itself. What was committed before the question is seen by every feed built in a later life.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task<string> AskAsync(CancellationToken stop)
    {
        var info = await redis.GetDatabase().ExecuteAsync("INFO", "server").WaitAsync(options.Value.Patience, stop);
        var line = ((string?)info ?? "").Split('\n').FirstOrDefault(l => l.StartsWith("run_id:", StringComparison.Ordinal));
        // A server that does not tell is taken for one that never restarts.
        return line?["run_id:".Length..].Trim() ?? "0";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A lost connection may mean a new life: nothing is believed until it said which one it is.
        redis.ConnectionFailed += (_, _) => current = null;
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                var now = redis.IsConnected ? await AskAsync(stoppingToken) : null;
                if (now != current)
                    Changed(current, now);
                current = now;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                current = null;
                Silent(e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Redis's life went from {Before} to {Now}")]
    partial void Changed(string? before, string? now);

    [LoggerMessage(LogLevel.Warning, "Redis does not answer; feeds are read from the database")]
    partial void Silent(Exception e);
}
