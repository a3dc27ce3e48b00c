using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Questions;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>A call of the load: when it began and ended, and how it failed, if it did.</summary>
sealed record Passage(string What, bool IsWrite, DateTime Began, TimeSpan Took, string? Fault)
{
    public override string ToString() => $"{Began:HH:mm:ss.fff} +{Took.TotalMilliseconds:F0} ms {What}: {Fault}";
}

/// <summary>
/// Two people who read and write without a rest: an author and a follower, through all gateways at once, each kind of write in a row of its
/// own.
/// </summary>
sealed class Load : IAsyncDisposable
{
    // Faster, and what is started again has to wait for the processor with everybody else.
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly CancellationTokenSource stop = new();
    readonly ConcurrentQueue<Passage> passages = new();
    readonly ConcurrentDictionary<Guid, string> posts = new();
    readonly ConcurrentBag<Guid> questions = [];
    readonly ConcurrentDictionary<Guid, string> answers = new();
    readonly ConcurrentStack<Guid> newest = new();
    readonly ConcurrentDictionary<Guid, int> votes = new();
    readonly ConcurrentQueue<Person> entered = new();
    readonly List<Task> rows = [];
    readonly Person author;
    readonly Person follower;
    readonly PostAnswer first;
    readonly Guid question;
    int comments;
    int bio;

    Load(Person author, Person follower, PostAnswer first, Guid question) =>
        (this.author, this.follower, this.first, this.question) = (author, follower, first, question);

    /// <summary>How many kinds of writes there are: so many are on their way at once, at most.</summary>
    public int Writers { get; private set; }

    public IReadOnlyList<Passage> Failed => [.. passages.Where(passage => passage.Fault is not null)];

    /// <summary>What has ended so far.</summary>
    public IReadOnlyCollection<Passage> Passages => passages;

    public static async Task<Load> StartAsync(SystemFixture system, params Uri[] gateways)
    {
        var (author, follower) = (await system.RegisterAsync("mona"), await system.RegisterAsync("nils"));
        await follower.FollowAsync(author.Username);
        var load = new Load(
            author,
            follower,
            await author.PostPhotosAsync("The first", Pictures.Jpeg(1200, 800)),
            await author.AskQuestionAsync("What do others think of it?")
        );
        foreach (var gateway in gateways)
        {
            using var door = new HttpClient { BaseAddress = gateway };
            foreach (var person in (Person[])[author, follower])
                load.Read(await Person.LogInAsync(door, person.Username));
        }
        load.Write("post", async n => load.posts[(await author.PostAsync($"Number {n}")).Id] = $"Number {n}");
        load.Write("question", async n => load.questions.Add(await author.AskQuestionAsync($"What about number {n} of many?")));
        load.Write(
            "answer",
            async n =>
            {
                var id = await follower.AnswerQuestionAsync(load.question, $"Number {n}");
                load.answers[id] = $"Number {n}";
                load.newest.Push(id);
            }
        );
        load.Write("vote", load.VoteAsync);
        load.Write(
            "comment",
            async n =>
            {
                using var answer = await follower.SendCommentAsync(load.first.Id, $"Number {n}");
                answer.EnsureSuccessStatusCode();
                load.comments++;
            }
        );
        load.Write("like", n => n % 2 == 0 ? follower.LikeAsync(load.first.Id) : follower.UnlikeAsync(load.first.Id));
        load.Write(
            "bio",
            async n =>
            {
                await author.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = $"{n}" });
                load.bio = n;
            }
        );
        load.Write("mark", _ => author.MarkReadAsync());
        // Seldom: a password takes a while to hash.
        load.Write("enter", async _ => load.entered.Enqueue(await Person.LogInAsync(system.Api, author.Username)), pause: 8);
        return load;
    }

    /// <summary>Ends it, and finds everything that was acknowledged.</summary>
    public async Task FindAllAsync()
    {
        await StopAsync();
        var kept = (await AllAsync<PostAnswer>($"/api/profiles/{author.Username}/posts?limit=100")).ToDictionary(p => p.Id, p => p.Text);
        foreach (var (id, text) in posts)
            Assert.Equal(text, kept.GetValueOrDefault(id));
        var asked = await AllAsync<QuestionAnswer>("/api/questions?mine=true&limit=100");
        Assert.Subset(asked.Select(q => q.Id).ToHashSet(), questions.ToHashSet());
        await FindAnswersAsync();
        Assert.InRange((await author.ReadAsync(first.Id)).Comments, comments, int.MaxValue);
        // One that was not acknowledged may have been the last.
        Assert.InRange(int.Parse((await author.ProfileAsync(author.Username)).Bio, CultureInfo.InvariantCulture), bio, bio + 1);
        foreach (var session in entered)
            await session.DoAsync(HttpMethod.Get, "/api/auth/me");
        Assert.True(
            posts.Count > 5 && answers.Count > 5 && votes.Count > 2 && comments > 5 && bio > 5 && !entered.IsEmpty,
            "Nearly nothing was written."
        );
        Assert.InRange(passages.Count(passage => !passage.IsWrite), 100, int.MaxValue);
    }

    /// <summary>
    /// Each answer and each vote that was acknowledged, and no score that is not the sum of the votes, or reputation that is not what they
    /// are worth: nobody else votes here, so what a voter sees as their own vote is all of it.
    /// </summary>
    async Task FindAnswersAsync()
    {
        var seen = (await follower.QuestionAsync(question)).Question;
        var given = await AllAsync<AnswerAnswer>($"/api/questions/{question}/answers?limit=100");
        Assert.Equal(given.Count, seen.Answers);
        var kept = given.ToDictionary(a => a.Id, a => a.Body);
        foreach (var (id, text) in answers)
            Assert.Equal(text, kept.GetValueOrDefault(id));
        var stored = given.ToDictionary(a => a.Id, a => a.MyVote);
        stored[question] = seen.MyVote;
        foreach (var (id, value) in votes)
            Assert.Equal(value, stored[id]);
        Assert.Equal(seen.MyVote, seen.Score);
        Assert.All(given, answer => Assert.Equal(answer.MyVote, answer.Score));
        Assert.Equal(Worth(seen.MyVote, 5), seen.Author!.Reputation);
        Assert.All(given, answer => Assert.Equal(given.Sum(a => Worth(a.MyVote, 10)), answer.Author!.Reputation));

        static int Worth(int vote, int up) => vote > 0 ? up : 2 * vote;
    }

    /// <summary>By turns the follower for the question and the author for the newest answer, who change their minds.</summary>
    async Task VoteAsync(int n)
    {
        var (voter, target, value) =
            n % 2 == 0 || !newest.TryPeek(out var answer) ? (follower, question, n / 2 % 3 - 1) : (author, answer, n / 2 % 2 * 2 - 1);
        // What becomes of a vote that is not acknowledged is open.
        votes.TryRemove(target, out _);
        var score = await (target == question ? voter.VoteOnQuestionAsync(target, value) : voter.VoteOnAnswerAsync(target, value));
        Assert.Equal(value, score);
        votes[target] = value;
    }

    /// <summary>A list of the author's, page by page.</summary>
    async Task<List<T>> AllAsync<T>(string path)
    {
        var all = new List<T>();
        for (var next = ""; next is not null; )
        {
            var page = await author.GetAsync<Page<T>>(path + next);
            all.AddRange(page.Items);
            next = page.Next is null ? null : $"&cursor={page.Next}";
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(rows);
    }

    void Read(Person reader)
    {
        string[] paths =
        [
            "/api/feed",
            "/api/explore",
            "/api/questions?sort=active",
            $"/api/profiles/{author.Username}",
            $"/api/profiles/{author.Username}/posts",
            $"/api/posts/{first.Id}",
            $"/api/posts/{first.Id}/comments",
            "/api/notifications",
            "/api/notifications/unread",
            first.Images[0].Url,
            "/api/stories",
            "/api/profiles?q=mo",
            "/api/auth/sessions",
            "/api/auth/me",
        ];
        rows.Add(RowAsync(n => paths[n % paths.Length], isWrite: false, 1, n => reader.DoAsync(HttpMethod.Get, paths[n % paths.Length])));
    }

    void Write(string what, Func<int, Task> write, int pause = 1)
    {
        Writers++;
        rows.Add(RowAsync(_ => what, isWrite: true, pause, write));
    }

    async Task RowAsync(Func<int, string> what, bool isWrite, int pause, Func<int, Task> call)
    {
        await Task.Yield();
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var (began, clock, fault) = (DateTime.UtcNow, Stopwatch.GetTimestamp(), (string?)null);
            try
            {
                await call(n);
            }
            catch (HttpRequestException e)
            {
                fault = e.Message;
            }
            passages.Enqueue(new(what(n), isWrite, began, Stopwatch.GetElapsedTime(clock), fault));
            await Task.Delay(Pause * pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
