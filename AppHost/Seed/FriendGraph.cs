using System.Globalization;

namespace Social.AppHost.Seed;

/// <summary>Who is friends with whom: undirected, without loops or doubles. Friends follow each other.</summary>
/// <param name="People">How many there are; they are numbered from 0.</param>
/// <param name="Friends">Each pair once, the lower number first.</param>
public sealed record FriendGraph(int People, IReadOnlyList<(int A, int B)> Friends)
{
    /// <summary>The friends of each person, in order of their numbers.</summary>
    public List<int>[] ByPerson()
    {
        var friends = Enumerable.Range(0, People).Select(_ => new List<int>()).ToArray();
        foreach (var (a, b) in Friends)
        {
            friends[a].Add(b);
            friends[b].Add(a);
        }
        foreach (var list in friends)
            list.Sort();
        return friends;
    }

    /// <summary>Reads an edge list: two numbers a line, apart by blanks or a comma; lines that begin with % or # are comments.</summary>
    /// <exception cref="FormatException">A line is something else; the message names it.</exception>
    public static FriendGraph Read(string path)
    {
        var numbers = new Dictionary<long, int>();
        var pairs = new HashSet<(int, int)>();
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (text.Length == 0 || text[0] is '%' or '#')
                continue;
            var parts = text.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || !Number(parts[0], out var a) || !Number(parts[1], out var b))
                throw new FormatException($"{path}, line {line}: expected two numbers, found \"{text}\".");
            var (x, y) = (Known(a), Known(b));
            if (x != y)
                pairs.Add((Math.Min(x, y), Math.Max(x, y)));
        }
        return new(numbers.Count, [.. pairs.Order()]);

        int Known(long n) => numbers.TryGetValue(n, out var known) ? known : numbers[n] = numbers.Count;
        static bool Number(string text, out long n) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out n);
    }

    /// <summary>
    /// A network in the shape of a real college's: people belong to a year and a house, most friendships stay inside them, and a few
    /// people know very many. A degree-corrected stochastic block model (Karrer and Newman, 2011) with log-normal weights, drawn from
    /// a fixed seed, so that everybody sees the same town.
    /// </summary>
    public static FriendGraph College(int people, int friendships, Random random)
    {
        const int years = 5;
        const int houses = 9;
        var year = Enumerable.Range(0, people).Select(_ => random.Next(years)).ToArray();
        var house = Enumerable.Range(0, people).Select(_ => random.Next(houses)).ToArray();
        var weight = Enumerable.Range(0, people).Select(_ => Math.Exp(0.85 * Normal(random))).ToArray();
        var everybody = new Lottery(weight, [.. Enumerable.Range(0, people)]);
        var sameYear = Groups(year, years);
        var sameHouse = Groups(house, houses);

        var pairs = new HashSet<(int, int)>();
        for (var a = 0; a < people; a++) // nobody is alone
            Befriend(a, sameYear[year[a]].Draw(random));
        while (pairs.Count < friendships)
        {
            var a = everybody.Draw(random);
            var group = random.NextDouble() switch
            {
                < 0.55 => sameYear[year[a]],
                < 0.80 => sameHouse[house[a]],
                _ => everybody,
            };
            Befriend(a, group.Draw(random));
        }
        return new(people, [.. pairs.Order()]);

        void Befriend(int a, int b)
        {
            if (a != b && pairs.Count < friendships)
                pairs.Add((Math.Min(a, b), Math.Max(a, b)));
        }
        Lottery[] Groups(int[] of, int count) =>
            [.. Enumerable.Range(0, count).Select(g => new Lottery(weight, [.. Enumerable.Range(0, people).Where(p => of[p] == g)]))];
    }

    // Box and Muller, 1958.
    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Draws members with a probability in proportion to their weight.</summary>
    sealed class Lottery
    {
        readonly int[] members;
        readonly double[] upTo;

        public Lottery(double[] weight, int[] members)
        {
            this.members = members;
            upTo = new double[members.Length];
            var sum = 0.0;
            for (var i = 0; i < members.Length; i++)
                upTo[i] = sum += weight[members[i]];
        }

        public int Draw(Random random)
        {
            var at = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
            return members[Math.Min(at < 0 ? ~at : at, members.Length - 1)];
        }
    }
}
