using Social.Seed;
using Social.Seed.Plan;
using Social.Tests.Testing;

namespace Social.Tests.Seeding;

public sealed class SeederTests
{
    const string Password = "correct horse battery";
    const int People = 12;
    const int Posts = 150;

    [Fact]
    public async Task A_network_is_filled_although_it_is_busy_first()
    {
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Refused = 8;
        using var edges = TempFile.WithRing(People);
        var plan = SeedPlan.Create(edges.Path, Posts);

        await Seeder.RunAsync(plan, Options(gateway.Address), TextWriter.Null, CancellationToken.None);

        AssertComplete(plan, gateway.Network);
        Assert.Equal("the key", Assert.Single(gateway.Keys));
    }

    [Fact]
    public async Task An_interrupted_run_is_continued_and_adds_nothing_twice()
    {
        await using var gateway = await FakeGateway.StartAsync();
        using var edges = TempFile.WithRing(People);
        var plan = SeedPlan.Create(edges.Path, Posts);
        // A question is one step, of up to 30 calls.
        plan = plan with
        {
            Questions = plan.Questions[..1],
        };

        // Signing in and looking around takes 36 calls of each run; the others get it forward, until one is through.
        var runs = 1;
        while (!await RunForAsync(gateway, plan, calls: 80))
            Assert.True(++runs < 40, "No run came to its end.");

        Assert.True(runs > 3, "It was hardly interrupted.");
        AssertComplete(plan, gateway.Network);
    }

    [Fact]
    public async Task A_second_run_adds_nothing_and_says_that_all_is_there()
    {
        await using var gateway = await FakeGateway.StartAsync();
        using var edges = TempFile.WithRing(People);
        var plan = SeedPlan.Create(edges.Path, Posts);
        await Seeder.RunAsync(plan, Options(gateway.Address), TextWriter.Null, CancellationToken.None);
        var posts = gateway.Network.Users.Values.SelectMany(u => u.Posts).Select(p => p.Id).ToHashSet();
        // A story lasts a day, as its key does: the next day's is another one.
        gateway.Network.ExpireKeys();
        var output = new StringWriter();

        await Seeder.RunAsync(plan with { Stories = 0 }, Options(gateway.Address), output, CancellationToken.None);

        Assert.Equal(posts, gateway.Network.Users.Values.SelectMany(u => u.Posts).Select(p => p.Id).ToHashSet());
        AssertComplete(plan, gateway.Network);
        Assert.Contains($"Posts {Posts} of {Posts} (100 %)", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_starts_later_is_waited_for()
    {
        var port = FreePort.Find();
        using var edges = TempFile.WithRing(People);
        var plan = SeedPlan.Create(edges.Path, posts: 10);

        var run = Seeder.RunAsync(plan, Options(new($"http://127.0.0.1:{port}")), TextWriter.Null, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await using var gateway = await FakeGateway.StartAsync(port);
        await run;

        AssertComplete(plan, gateway.Network);
    }

    [Fact]
    public async Task An_unreachable_gateway_is_given_up_in_a_sentence()
    {
        var options = Options(new($"http://127.0.0.1:{FreePort.Find()}")) with { GatewayTimeout = TimeSpan.FromSeconds(1) };

        var (exitCode, output, error) = await RunAsync(options, CancellationToken.None);

        Assert.Equal((1, $"The gateway at {options.Gateway} has not answered for 1 s: start the system first."), (exitCode, error));
        Assert.DoesNotContain("Seeded in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_with_another_password_are_refused_in_a_sentence()
    {
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Network.Register(new("demo", "of their own"));

        var (exitCode, _, error) = await RunAsync(Options(gateway.Address), CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("\"demo\" is there with another password", error, StringComparison.Ordinal);
    }

    static void AssertComplete(SeedPlan plan, FakeNetwork network)
    {
        Assert.Equal(plan.People.Select(p => p.Username).Order(), network.Users.Keys.Order());
        Assert.All(network.Users.Values, u => Assert.True(u.HasAvatar && u.Bio.Length > 0 && u.Following.Count == 2 && u.Stories == 1));
        Assert.Equal(plan.Posts.Length, network.Posts);
        foreach (var planned in plan.Posts)
        {
            var post = Assert.Single(network.Users[plan.People[planned.Author].Username].Posts, p => p.Text == planned.Text);
            Assert.Equal((planned.Likers.Count, planned.Comment is null ? 0 : 1), (post.Likes, post.Comments));
        }
        Assert.Equal(plan.Rooms.Length, network.Rooms.All.Count);
        foreach (var planned in plan.Rooms)
        {
            string[] members = [.. planned.Members.Append(planned.Owner).Select(m => plan.People[m].Username).Order()];
            var room = Assert.Single(network.Rooms.All, r => r.Name == (planned.Name ?? "") && r.Members.Order().SequenceEqual(members));
            Assert.Equal(planned.Messages.Select(m => m.Text), room.Messages.Select(m => m.Text));
        }
        foreach (var planned in plan.Questions)
        {
            var question = Assert.Single(network.Users[plan.People[planned.Author].Username].Questions);
            Assert.Equal((planned.Title, planned.Answers.Count), (question.Title, question.Answers));
            Assert.Equal(planned.Voters.Count + planned.Answers.Sum(a => a.Voters.Count), question.Votes.Count);
            Assert.Equal(planned.IsAccepted, question.Accepted is not null);
        }
    }

    /// <summary>True when the run came to its end before so many calls had been made.</summary>
    static async Task<bool> RunForAsync(FakeGateway gateway, SeedPlan plan, int calls)
    {
        using var stop = new CancellationTokenSource();
        var left = calls;
        gateway.OnCall = _ =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                stop.Cancel();
        };
        try
        {
            await Seeder.RunAsync(plan, Options(gateway.Address), TextWriter.Null, stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    static async Task<(int ExitCode, string Output, string Error)> RunAsync(SeedOptions options, CancellationToken stop)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await SeedRun.RunAsync(() => options, output, error, stop);
        return (exitCode, output.ToString(), error.ToString().TrimEnd());
    }

    static SeedOptions Options(Uri gateway) => new(gateway, "the key", Password, Edges: null);
}
