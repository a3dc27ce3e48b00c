using System.Globalization;
using Social.Seed.Api;
using Social.Seed.Plan;

namespace Social.Seed;

/// <summary>
/// Fills the network through its public API: people, profiles, friendships, posts, stories, rooms, questions. Every phase looks first at
/// what is there, so an interrupted run is continued by the next one, and a run over a filled network adds nothing.
/// </summary>
public sealed class Seeder
{
    // Enough to keep two cores busy on both sides of the API; more only makes a queue.
    const int Parallelism = 16;

    readonly SeedPlan plan;
    readonly SeedUser[] users;
    readonly TextWriter output;

    Seeder(SeedPlan plan, SeedUser[] users, TextWriter output) => (this.plan, this.users, this.output) = (plan, users, output);

    /// <exception cref="SeedException">The gateway is unreachable or refuses a call.</exception>
    public static async Task RunAsync(SeedPlan plan, SeedOptions options, TextWriter output, CancellationToken stop)
    {
        var (people, friendships, posts) = (plan.People.Length, plan.Graph.Friendships.Count, plan.Posts.Length);
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Seeding {people} people, {friendships} friendships and {posts} posts.")
        );
        using var gateway = new GatewayClient(options, Parallelism);
        await new Seeder(plan, [.. plan.People.Select(p => new SeedUser(p, options.Password, gateway))], output).RunAsync(stop);
    }

    async Task RunAsync(CancellationToken stop)
    {
        var friends = plan.Graph.GetFriendsByPerson();
        await RunPhaseAsync("People", users, users.Length, (u, token) => u.SignInAsync(token), stop);
        await RunPhaseAsync("Profiles", users, users.Length, (u, token) => u.SetUpProfileAsync(token), stop);
        await RunPhaseAsync(
            "Friendships",
            [.. users.Where(u => u.Existing.Following < friends[u.Person.Number].Count)],
            users.Length,
            (u, token) => u.FollowAsync([.. friends[u.Person.Number].Select(f => plan.People[f].Username)], token),
            stop
        );
        await RunPhaseAsync(
            "Posts",
            await FindUnfinishedAsync(stop),
            plan.Posts.Length,
            (p, token) => PublishAsync(p.Post, p.Published, token),
            stop
        );
        await RunPhaseAsync("Stories", users[..plan.Stories], plan.Stories, (u, token) => u.PublishStoryAsync(token), stop);
        await RunPhaseAsync("Rooms", plan.Rooms, plan.Rooms.Length, FillAsync, stop);
        await RunPhaseAsync("Questions", plan.Questions, plan.Questions.Length, AskAsync, stop);
    }

    /// <summary>Publishes a post, unless it is there, with what others do about it.</summary>
    async Task PublishAsync(PlannedPost post, PublishedPost? published, CancellationToken stop)
    {
        published ??= await users[post.Author].PublishAsync(post, stop);
        if (published.Likes < post.Likers.Count)
            foreach (var liker in post.Likers)
                await users[liker].LikeAsync(published.Id, stop);
        if (post.Comment is { } comment && published.Comments == 0)
            await users[comment.Author].CommentAsync(published.Id, comment.Text, stop);
    }

    /// <summary>Opens a room, unless it is there, lets its members in and sends what is missing of the conversation, in order.</summary>
    async Task FillAsync(PlannedRoom planned, CancellationToken stop)
    {
        var owner = users[planned.Owner];
        var room = planned.Name is { } name
            ? await owner.OpenRoomAsync(name, stop)
            : await owner.OpenDirectRoomAsync(plan.People[planned.Members[0]].Username, stop);
        if (room.Members < planned.Members.Count + 1)
        {
            var token = await owner.InviteAsync(room.Id, stop);
            foreach (var member in planned.Members)
                await users[member].JoinAsync(token, stop);
        }
        foreach (var message in planned.Messages.Skip((int)room.LastSequence))
            await users[message.Author].SendAsync(room.Id, message, stop);
    }

    /// <summary>Asks a question with its answers and votes, unless all its answers are there.</summary>
    async Task AskAsync(PlannedQuestion question, CancellationToken stop)
    {
        var asker = users[question.Author];
        var asked = await asker.FindAskedAsync(question.Title, stop);
        if (asked is not null && asked.Answers >= question.Answers.Count)
            return;
        asked ??= await asker.AskAsync(question, stop);
        foreach (var voter in question.Voters)
            await users[voter].VoteForQuestionAsync(asked.Id, stop);
        // The last answer comes last of all: a run that finds it has nothing to add.
        for (var i = 0; i < question.Answers.Count; i++)
        {
            var answer = question.Answers[i];
            var id = await users[answer.Author].AnswerAsync(asked.Id, answer.Body, stop);
            foreach (var voter in answer.Voters)
                await users[voter].VoteForAnswerAsync(id, stop);
            if (i == 0 && question.IsAccepted)
                await asker.AcceptAsync(id, stop);
        }
    }

    /// <summary>Posts that are not there, and those that an interrupted run left without their likes or comment.</summary>
    async Task<(PlannedPost Post, PublishedPost? Published)[]> FindUnfinishedAsync(CancellationToken stop)
    {
        var published = new Dictionary<string, PublishedPost>?[users.Length];
        await Parallel.ForEachAsync(
            users.Where(u => u.Existing.Posts is null or > 0),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop },
            async (u, token) => published[u.Person.Number] = await u.GetPublishedAsync(token)
        );
        return
        [
            .. plan
                .Posts.Select(post => (Post: post, Published: published[post.Author]?.GetValueOrDefault(post.Text)))
                .Where(p =>
                    p.Published is null
                    || p.Published.Likes < p.Post.Likers.Count
                    || (p.Post.Comment is not null && p.Published.Comments == 0)
                ),
        ];
    }

    async Task RunPhaseAsync<T>(
        string phase,
        IReadOnlyCollection<T> items,
        int total,
        Func<T, CancellationToken, Task> runAsync,
        CancellationToken stop
    )
    {
        var progress = new ProgressLog(phase, total, output, TimeProvider.System);
        progress.Advance(total - items.Count);
        await Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop },
            async (item, token) =>
            {
                await runAsync(item, token);
                progress.Advance();
            }
        );
        progress.Complete();
    }
}
