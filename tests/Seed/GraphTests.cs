using Social.Seed;
using Social.Seed.Plan;

namespace Social.Tests.Seeding;

public sealed class GraphTests
{
    static readonly FriendGraph Graph = SeedPlan.Create(edges: null).Graph;

    [Fact]
    public void The_default_graph_has_962_people_and_18812_friendships()
    {
        Assert.Equal((962, 18_812), (Graph.People, Graph.Friendships.Count));
        Assert.Equal(Graph.Friendships.Count, Graph.Friendships.Distinct().Count());
        Assert.All(Graph.Friendships, f => Assert.True(0 <= f.A && f.A < f.B && f.B < Graph.People));
    }

    [Fact]
    public void Friendships_are_mutual_and_nobody_is_alone()
    {
        var friends = Graph.GetFriendsByPerson();

        Assert.Equal(2 * 18_812, friends.Sum(f => f.Count));
        Assert.All(friends, Assert.NotEmpty);
        for (var person = 0; person < friends.Length; person++)
            Assert.All(friends[person], friend => Assert.Contains(person, friends[friend]));
    }

    [Fact]
    public void The_graph_is_the_same_every_time() => Assert.Equal(Graph.Friendships, SeedPlan.Create(edges: null).Graph.Friendships);

    [Fact]
    public void An_edge_list_is_read_without_comments_loops_and_doubles()
    {
        using var file = new TempFile("% people\n# of 1992\n7 9\n9,7\n\n7\t7\n40 9 0.5\n");

        var graph = EdgeList.Read(file.Path);

        Assert.Equal(3, graph.People);
        Assert.Equal([(0, 1), (1, 2)], graph.Friendships);
    }

    [Theory]
    [InlineData("1 2\n2 3\nfour 5\n", "line 3: expected two numbers, found \"four 5\".")]
    [InlineData("1\n", "line 1: expected two numbers, found \"1\".")]
    [InlineData("1 -2\n", "line 1: expected two numbers, found \"1 -2\".")]
    [InlineData("% nobody\n", "holds no friendship.")]
    [InlineData("3 3\n", "holds no friendship.")]
    public void A_file_that_is_no_edge_list_is_refused_by_name_and_line(string text, string reason)
    {
        using var file = new TempFile(text);

        var refusal = Assert.Throws<SeedException>(() => EdgeList.Read(file.Path));

        Assert.StartsWith(file.Path, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_by_its_full_path()
    {
        var refusal = Assert.Throws<SeedException>(() => EdgeList.Read("nowhere.edges"));

        Assert.Equal($"There is no file {Path.GetFullPath("nowhere.edges")} to seed from.", refusal.Message);
    }
}
