using Bogus;

namespace Social.Seed.Plan;

/// <summary>A post that is to be published.</summary>
/// <param name="Pictures">A seed for each of its pictures; none for a plain text.</param>
/// <param name="Likers">Friends of the author who like it.</param>
/// <param name="Comment">What a friend answers; null when nobody does.</param>
public sealed record PlannedPost(int Author, string Text, IReadOnlyList<int> Pictures, IReadOnlyList<int> Likers, PlannedComment? Comment);

/// <summary>A comment by a friend of the author.</summary>
public sealed record PlannedComment(int Author, string Text);

/// <summary>Plans who publishes what, and what their friends do about it.</summary>
public static class SeedPosts
{
    /// <summary>How many different pictures there are; each is drawn once.</summary>
    public const int Pictures = 200;

    /// <summary>
    /// So many posts in the order of their publishing. Who has many friends writes more; a third have a picture or two. Nobody writes the
    /// same text twice, which is how a second run recognises what it finds.
    /// </summary>
    public static PlannedPost[] Create(int count, FriendGraph graph, int seed)
    {
        var friends = graph.GetFriendsByPerson();
        var total = friends.Sum(f => Math.Sqrt(f.Count));
        var random = new Randomizer(seed);
        var texts = new PostTexts(random);
        var posts = new List<PlannedPost>(count);
        var weight = 0.0;
        for (var author = 0; author < graph.People; author++)
        {
            // Rounding the running sum, not each share, gives exactly as many posts as asked for.
            weight += Math.Sqrt(friends[author].Count);
            var end = (int)Math.Round(count * weight / total);
            var written = new HashSet<string>(StringComparer.Ordinal);
            while (posts.Count < end)
            {
                var text = texts.NextPost();
                if (written.Add(text))
                    posts.Add(Plan(author, text, friends[author], texts, random));
            }
        }
        return [.. random.Shuffle(posts)];
    }

    // One in five is liked, by up to three friends, and one in twelve is commented on.
    static PlannedPost Plan(int author, string text, List<int> friends, PostTexts texts, Randomizer random)
    {
        int[] pictures = [.. Enumerable.Range(0, CountPictures(random)).Select(_ => random.Number(Pictures - 1))];
        if (friends.Count == 0)
            return new(author, text, pictures, [], null);
        var likes = random.Number(1, 5) == 1 ? random.Number(1, 3) : 0;
        return new(
            author,
            text,
            pictures,
            [.. Enumerable.Range(0, likes).Select(_ => random.ListItem(friends)).Distinct()],
            random.Number(1, 12) == 1 ? new(random.ListItem(friends), texts.NextComment()) : null
        );
    }

    static int CountPictures(Randomizer random) =>
        random.Number(1, 3) > 1 ? 0
        : random.Number(1, 12) == 1 ? 2
        : 1;
}
