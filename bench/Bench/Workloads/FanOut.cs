using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>
/// A post of somebody with many followers, until the last of them has it in their home feed, one post after another; beside it home feeds of
/// others are read. The system is started with a threshold above which authors are merged at the read that none of them reaches.
/// </summary>
/// <param name="followers">How many.</param>
public sealed class FanOut(int followers) : Workload
{
    const double ShareOfReads = 0.5;
    static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan BetweenPosts = TimeSpan.FromSeconds(1);

    public override string Name => $"fanout-{followers.ToString(CultureInfo.InvariantCulture)}";

    public override string Title =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"from publishing until the last of {followers:N0} followers has the post; home feeds beside it"
        );

    internal override async Task<WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop)
    {
        await target.RenewAsync(stop);
        var name = $"{SeededAccounts.OwnPrefix}author_{followers}";
        var author = await BenchUser.EnterAsync(target.Http, name, stop);
        // The last follower is a registered person.
        await new InsertedFollowers(target, author).EnsureAsync(followers - 1, stop);
        // Their session may have been too old by now.
        author = await BenchUser.EnterAsync(target.Http, name, stop);
        var last = await BenchUser.EnterAsync(target.Http, $"{SeededAccounts.OwnPrefix}last_{followers}", stop);
        await last.FollowAsync(target.Http, author.Username, stop);
        // Once it arrives the follow has, too, and the timeline of the last follower exists.
        for (var i = 0; i < 2; i++)
            if (await ArriveAsync(target, author, last, stop) is null)
                throw new BenchException($"A post did not reach its follower within {ArrivalTimeout.TotalSeconds} s.");

        var (span, arrivals, errors) = (TimeSpan.FromSeconds(options.Seconds), new Histogram(), new ConcurrentDictionary<string, int>());
        var reads = new OpenLoop(target.Http, options.Rate * ShareOfReads);
        var meter = ProcessorMeter.Start(target);
        var reading = reads.RunAsync(new Mix(target.Accounts, Mix.Home, media: 0).Next, span, stop);
        var posts = 0;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < span; await Task.Delay(BetweenPosts, stop))
        {
            posts++;
            if (await ArriveAsync(target, author, last, stop) is { } took)
                arrivals.Record(took);
            else
                errors.AddOrUpdate($"not within {ArrivalTimeout.TotalSeconds} s", 1, (_, n) => n + 1);
        }
        await reading;
        var used = meter.Stop(reads.Asked + posts);
        return new(
            Name,
            Title,
            target.Name,
            [
                KindResult.From("last follower", arrivals, posts, errors, span, span),
                .. reads.Tallies.Select(tally => KindResult.From(tally.Key, tally.Value, span, reads.Took)),
            ],
            used.Programs,
            Bare: null,
            reads.Lateness.At(0.99).TotalMilliseconds,
            used.Others,
            [new("posts", posts, "")]
        );
    }

    /// <summary>How long a new post takes to the last follower, counted from the moment of its publishing; null when it does not arrive.</summary>
    static async Task<TimeSpan?> ArriveAsync(Target target, BenchUser author, BenchUser last, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        var post = await author.PostAsync(target.Http, "To everybody", stop);
        while (!await last.SeesAsync(target.Http, post, stop))
        {
            if (Stopwatch.GetElapsedTime(begin) > ArrivalTimeout)
                return null;
            await Task.Delay(PollInterval, stop);
        }
        return Stopwatch.GetElapsedTime(begin);
    }
}
