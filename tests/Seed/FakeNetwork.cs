using System.Collections.Concurrent;
using System.Globalization;

namespace Social.Tests.Seeding;

sealed record Credentials(string Username, string Password);

sealed record FakePage(IReadOnlyList<FakePost> Items, string? Next);

sealed class FakeUser(Credentials credentials)
{
    public string Name => credentials.Username;
    public string Password => credentials.Password;
    public string Bio { get; set; } = "";
    public bool HasAvatar { get; set; }
    public HashSet<string> Following { get; } = [];
    public List<FakePost> Posts { get; } = [];
    public int Stories { get; set; }
    public List<FakeQuestion> Questions { get; } = [];
}

sealed class FakePost(string text)
{
    readonly HashSet<string> likers = [];

    public Guid Id { get; } = Guid.CreateVersion7();
    public string Text => text;
    public int Likes => likers.Count;
    public int Comments { get; set; }

    public void Like(string name) => likers.Add(name);
}

sealed class FakeQuestion(string title)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public string Title => title;
    public int Answers => AnswerIds.Count;
    public List<Guid> AnswerIds { get; } = [];

    /// <summary>For itself and its answers: who, and for which.</summary>
    public HashSet<(string, Guid)> Votes { get; } = [];
    public Guid? Accepted { get; set; }
}

/// <summary>Users and posts, with the idempotency keys of the real API.</summary>
sealed class FakeNetwork
{
    readonly Lock gate = new();
    readonly Dictionary<(string, string), object> answered = [];
    readonly Dictionary<Guid, FakePost> posts = [];

    public ConcurrentDictionary<string, FakeUser> Users { get; } = [];

    public int Posts => posts.Count;

    public FakeRooms Rooms { get; } = new();

    public FakeUser? Register(Credentials credentials)
    {
        var user = new FakeUser(credentials);
        return Users.TryAdd(credentials.Username, user) ? user : null;
    }

    public FakeUser? LogIn(Credentials credentials) =>
        Users.TryGetValue(credentials.Username, out var user) && user.Password == credentials.Password ? user : null;

    public void Follow(FakeUser me, string[] names)
    {
        lock (gate)
            me.Following.UnionWith(names);
    }

    public FakePage GetPage(string name, string? cursor, int limit)
    {
        lock (gate)
        {
            var from = cursor is { Length: > 0 } ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
            var all = Users[name].Posts;
            var next = from + limit < all.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : null;
            return new([.. all.Skip(from).Take(limit)], next);
        }
    }

    public FakePost Publish(FakeUser me, string key, string text) =>
        Once(
            me,
            key,
            () =>
            {
                var post = new FakePost(text);
                me.Posts.Add(post);
                posts.Add(post.Id, post);
                return post;
            }
        );

    public void Like(FakeUser me, Guid post)
    {
        lock (gate)
            posts[post].Like(me.Name);
    }

    public void Comment(FakeUser me, string key, Guid post) => Once<object>(me, key, () => ++posts[post].Comments);

    public void PublishStory(FakeUser me, string key) => Once<object>(me, key, () => ++me.Stories);

    public IReadOnlyList<FakeQuestion> GetQuestions(FakeUser me)
    {
        lock (gate)
            return [.. me.Questions];
    }

    public FakeQuestion Ask(FakeUser me, string key, string title) =>
        Once(
            me,
            key,
            () =>
            {
                var question = new FakeQuestion(title);
                me.Questions.Add(question);
                return question;
            }
        );

    public Guid Answer(FakeUser me, string key, Guid question) =>
        Once(
            me,
            key,
            () =>
            {
                var id = Guid.CreateVersion7();
                Users.Values.SelectMany(u => u.Questions).Single(q => q.Id == question).AnswerIds.Add(id);
                return id;
            }
        );

    public void Vote(FakeUser me, Guid target)
    {
        lock (gate)
            Users
                .Values.SelectMany(u => u.Questions)
                .Single(q => q.Id == target || q.AnswerIds.Contains(target))
                .Votes.Add((me.Name, target));
    }

    public void Accept(FakeUser me, Guid answer)
    {
        lock (gate)
            me.Questions.Single(q => q.AnswerIds.Contains(answer)).Accepted = answer;
    }

    T Once<T>(FakeUser me, string key, Func<T> create)
        where T : notnull
    {
        lock (gate)
        {
            if (!answered.TryGetValue((me.Name, key), out var answer))
                answered[(me.Name, key)] = answer = create();
            return (T)answer;
        }
    }

    /// <summary>Forgets the keys, as the real API does after a day.</summary>
    public void ExpireKeys()
    {
        lock (gate)
            answered.Clear();
    }
}
