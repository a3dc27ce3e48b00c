using System.Diagnostics;
using Spectre.Console;

namespace Social.AppHost.Seed;

/// <summary>
/// Fills the network through its public API: people, friendships, posts. What is there already stays, so a seeding that was broken off
/// goes on where it was, and a second one adds nothing.
/// </summary>
sealed class Seeder(Uri web, string seedKey, string password, string? edges)
{
    const int Posts = 5_000;
    const int Stories = 30;

    // Enough to keep two cores busy on both sides of the API; more only makes a queue.
    const int AtOnce = 16;

    public async Task Run(CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(1898);
        var graph = edges is null ? FriendGraph.College(962, 18_812, random) : FriendGraph.Read(edges);
        var people = Person.Make(graph.People, random);
        var sayings = Chatter.Make(Posts, graph, random);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, ActivityHeadersPropagator = null };
        using var api = new HttpClient(handler) { BaseAddress = web, Timeout = TimeSpan.FromMinutes(1) };
        api.DefaultRequestHeaders.Add("X-Seed-Key", seedKey);
        // "Not sampled" (W3C trace context): tens of thousands of like traces would tell nothing.
        api.DefaultRequestHeaders.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
        var citizens = people.Select(p => new Citizen(p, password, api)).ToArray();
        var friends = graph.ByPerson();

        Console.WriteLine($"Seeding {graph.People:N0} people, {graph.Friends.Count:N0} friendships and {sayings.Count:N0} posts.");
        await AnsiConsole
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                await All(bars, "People", citizens, (c, token) => c.Enter(token), stop);
                await All(bars, "Faces", citizens, (c, token) => c.Dress(token), stop);
                var lacking = citizens.Where(c => c.At.Following < friends[c.Person.Number].Count).ToArray();
                await All(
                    bars,
                    "Friendships",
                    lacking,
                    (c, token) => c.Follow([.. friends[c.Person.Number].Select(f => people[f].Username)], token),
                    stop
                );
                await All(bars, "Posts", await Unsaid(citizens, sayings, stop), (s, token) => Publish(citizens, s, token), stop);
                await All(bars, "Stories", citizens[..Math.Min(Stories, citizens.Length)], (c, token) => c.Tell(token), stop);
            });
        Console.WriteLine($"Seeded in {watch.Elapsed.TotalSeconds:F0} s. Log in as {people[0].Username} with the password {password}");
    }

    /// <summary>A post with what others do about it.</summary>
    static async Task Publish(Citizen[] citizens, Saying saying, CancellationToken stop)
    {
        var post = await citizens[saying.Author].Say(saying, stop);
        foreach (var liker in saying.Likers)
            await citizens[liker].Like(post, stop);
        if (saying.Reply is { } reply)
            await citizens[reply.Author].Reply(post, reply.Text, stop);
    }

    static async Task<Saying[]> Unsaid(Citizen[] citizens, List<Saying> sayings, CancellationToken stop)
    {
        var said = new HashSet<string>?[citizens.Length];
        var talkers = citizens.Where(c => c.At.Posts is null or > 0);
        await Parallel.ForEachAsync(
            talkers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (c, token) => said[c.Person.Number] = await c.Said(token)
        );
        return [.. sayings.Where(s => said[s.Author]?.Contains(s.Text) != true)];
    }

    static async Task All<T>(
        Spectre.Console.ProgressContext bars,
        string name,
        IReadOnlyCollection<T> items,
        Func<T, CancellationToken, Task> each,
        CancellationToken stop
    )
    {
        var bar = bars.AddTask(name, maxValue: Math.Max(1, items.Count));
        await Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (item, token) =>
            {
                await each(item, token);
                bar.Increment(1);
            }
        );
        bar.Value = bar.MaxValue;
    }
}
