namespace Social.AppHost.Seed;

/// <summary>One made-up post.</summary>
/// <param name="Pictures">A seed for each of its pictures; none for a plain text.</param>
/// <param name="Likers">Friends of the author who like it.</param>
/// <param name="Reply">What a friend says to it; null when nobody does.</param>
public sealed record Saying(int Author, string Text, IReadOnlyList<int> Pictures, IReadOnlyList<int> Likers, Reply? Reply);

/// <summary>A comment by a friend.</summary>
public sealed record Reply(int Author, string Text);

/// <summary>What people say.</summary>
public static class Chatter
{
    static readonly string[] Openings =
    [
        "Found",
        "Finally finished",
        "Cannot stop thinking about",
        "Spent the whole morning with",
        "A small note on",
        "Today's surprise:",
        "Ask me about",
        "Best part of the week:",
        "Still learning",
        "Somebody explain",
        "In praise of",
        "Lost an hour to",
        "Made peace with",
        "Trying again:",
        "Shared",
        "Quiet joy:",
        "Overheard a story about",
        "Took the long way home for",
        "Three people, one table,",
        "New favourite:",
    ];

    static readonly string[] Subjects =
    [
        "the bakery behind the station",
        "a path along the river",
        "my grandmother's soup",
        "the last tram",
        "a bug that was one comma",
        "the rooftop garden",
        "a book from the free shelf",
        "the view from the library",
        "a very opinionated goose",
        "the market at seven",
        "an old radio that still works",
        "the first frost",
        "a choir in the courtyard",
        "the blue door on our street",
        "a borrowed bicycle",
        "the lab at midnight",
        "an unexpectedly good lecture",
        "a map with no north",
        "the swim before breakfast",
        "the café that never closes",
        "a film in a language I don't speak",
        "the neighbour's cat",
        "a letter from 1974",
        "the corner where everybody meets",
        "a bread that did not rise",
        "the meteor shower",
        "a proof that fits on a napkin",
    ];

    static readonly string[] Endings =
    [
        "Worth every minute.",
        "Who is coming along next time?",
        "I have questions.",
        "Do not tell anyone.",
        "More tomorrow.",
        "It rained, of course.",
        "We laughed until it hurt.",
        "I would do it again.",
        "Pictures do not do it justice.",
        "Ten out of ten.",
        "No regrets.",
        "Slept like a stone after.",
        "Somebody should write this down.",
        "The light was perfect.",
        "Bring a jacket.",
        "I owe somebody a coffee.",
        "That is all.",
        "You had to be there.",
    ];

    static readonly string[] Tags =
    [
        "morning",
        "campus",
        "riverside",
        "food",
        "music",
        "reading",
        "code",
        "weekend",
        "photo",
        "friends",
        "slowlife",
        "science",
    ];

    static readonly string[] Replies =
    [
        "I was there too!",
        "Save me a place next time.",
        "This made my day.",
        "Tell me everything.",
        "Was it as good as last year?",
        "I knew you would like it.",
        "Jealous.",
        "That light!",
    ];

    /// <summary>How many different pictures there are; each is drawn once.</summary>
    public const int Scenes = 200;

    /// <summary>
    /// About <paramref name="count"/> posts in the order they are to be published; who knows many says more; a third have a picture
    /// or two. Nobody says the same twice, so that a second seeding can tell what is there already.
    /// </summary>
    public static List<Saying> Make(int count, FriendGraph graph, Random random)
    {
        var friends = graph.ByPerson();
        var total = friends.Sum(f => Math.Sqrt(f.Count));
        var sayings = new List<Saying>();
        // Of its own, so that what people say does not depend on what others think of it.
        var reactions = new Random(count);
        for (var author = 0; author < graph.People; author++)
        {
            var said = new HashSet<string>(StringComparer.Ordinal);
            var share = count * Math.Sqrt(friends[author].Count) / total;
            var many = (int)share + (random.NextDouble() < share - (int)share ? 1 : 0);
            while (said.Count < many)
            {
                var text = $"{Pick(Openings, random)} {Pick(Subjects, random)}. {Pick(Endings, random)} #{Pick(Tags, random)}";
                var pictures = random.Next(3) > 0 ? 0 : 1 + random.Next(12) / 11;
                int[] drawn = [.. Enumerable.Range(0, pictures).Select(_ => random.Next(Scenes))];
                if (said.Add(text))
                    sayings.Add(React(new(author, text, drawn, [], null), friends[author], reactions));
            }
        }
        var order = sayings.ToArray();
        random.Shuffle(order);
        return [.. order];
    }

    /// <summary>One in five posts is liked, by up to three friends, and one in twelve is answered.</summary>
    static Saying React(Saying saying, List<int> friends, Random random) =>
        friends.Count == 0
            ? saying
            : saying with
            {
                Likers =
                [
                    .. Enumerable
                        .Range(0, random.Next(5) == 0 ? random.Next(3) + 1 : 0)
                        .Select(_ => friends[random.Next(friends.Count)])
                        .Distinct(),
                ],
                Reply = random.Next(12) == 0 ? new(friends[random.Next(friends.Count)], Pick(Replies, random)) : null,
            };

    static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
