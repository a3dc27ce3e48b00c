namespace Social.AppHost.Seed;

/// <summary>One made-up post.</summary>
/// <param name="Pictures">A seed for each of its pictures; none for a plain text.</param>
public sealed record Saying(int Author, string Text, IReadOnlyList<int> Pictures);

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
        for (var author = 0; author < graph.People; author++)
        {
            var said = new HashSet<string>(StringComparer.Ordinal);
            var share = count * Math.Sqrt(friends[author].Count) / total;
            var many = (int)share + (random.NextDouble() < share - (int)share ? 1 : 0);
            while (said.Count < many)
            {
                var text = $"{Pick(Openings, random)} {Pick(Subjects, random)}. {Pick(Endings, random)} #{Pick(Tags, random)}";
                var pictures = random.Next(3) > 0 ? 0 : 1 + random.Next(12) / 11;
                if (said.Add(text))
                    sayings.Add(new(author, text, [.. Enumerable.Range(0, pictures).Select(_ => random.Next(Scenes))]));
            }
        }
        var order = sayings.ToArray();
        random.Shuffle(order);
        return [.. order];
    }

    static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
