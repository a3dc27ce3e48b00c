namespace Social.Seed.Plan;

/// <summary>Who is friends with whom: undirected, without loops or doubles. Friends follow each other.</summary>
/// <param name="People">How many there are; they are numbered from 0.</param>
/// <param name="Friendships">Each pair once, the lower number first, in order.</param>
public sealed record FriendGraph(int People, IReadOnlyList<(int A, int B)> Friendships)
{
    /// <summary>The friends of each person, in order of their numbers.</summary>
    public List<int>[] GetFriendsByPerson()
    {
        var friends = Enumerable.Range(0, People).Select(_ => new List<int>()).ToArray();
        foreach (var (a, b) in Friendships)
        {
            friends[a].Add(b);
            friends[b].Add(a);
        }
        foreach (var list in friends)
            list.Sort();
        return friends;
    }
}
