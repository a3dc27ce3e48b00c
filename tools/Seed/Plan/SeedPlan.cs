namespace Social.Seed.Plan;

/// <summary>What a seeded network contains. Nothing in it depends on the time or the machine, so every run plans the same.</summary>
public sealed record SeedPlan(
    Person[] People,
    FriendGraph Graph,
    PlannedPost[] Posts,
    PlannedRoom[] Rooms,
    PlannedQuestion[] Questions,
    int Stories
)
{
    public const int DefaultPeople = 962;
    public const int DefaultFriendships = 18_812;
    public const int DefaultPosts = 5_000;

    /// <summary>One each of as many people.</summary>
    public const int DefaultQuestions = 300;

    const int DefaultStories = 30;
    const int Seed = 1898;

    /// <param name="edges">A file with a friendship graph; null for the made-up one.</param>
    /// <exception cref="SeedException">The file is no friendship graph.</exception>
    public static SeedPlan Create(string? edges, int posts = DefaultPosts)
    {
        var graph = edges is null ? CollegeGraph.Generate(DefaultPeople, DefaultFriendships, new Random(Seed)) : EdgeList.Read(edges);
        return new(
            SeedPeople.Create(graph.People, Seed),
            graph,
            SeedPosts.Create(posts, graph, Seed),
            SeedRooms.Create(graph, Seed),
            SeedQuestions.Create(DefaultQuestions, graph.People, Seed),
            Math.Min(DefaultStories, graph.People)
        );
    }
}
