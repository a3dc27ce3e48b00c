namespace Social.Seed.Plan;

/// <summary>
/// A network in the shape of a real college's: people belong to a year and a house, most friendships stay inside them, and a few people
/// know very many. A degree-corrected stochastic block model (Karrer and Newman, 2011) with log-normal weights.
/// </summary>
public static class CollegeGraph
{
    const int Years = 5;
    const int Houses = 9;

    /// <summary>The same graph for the same seed of <paramref name="random"/>, so that every seeded network is alike.</summary>
    public static FriendGraph Generate(int people, int friendships, Random random)
    {
        var year = Enumerable.Range(0, people).Select(_ => random.Next(Years)).ToArray();
        var house = Enumerable.Range(0, people).Select(_ => random.Next(Houses)).ToArray();
        var weight = Enumerable.Range(0, people).Select(_ => Math.Exp(0.85 * NextNormal(random))).ToArray();
        var everybody = new WeightedSampler(weight, [.. Enumerable.Range(0, people)]);
        var sameYear = Group(year, Years);
        var sameHouse = Group(house, Houses);

        var pairs = new HashSet<(int, int)>();
        for (var a = 0; a < people; a++) // nobody is alone
            Befriend(a, sameYear[year[a]].Next(random));
        while (pairs.Count < friendships)
        {
            var a = everybody.Next(random);
            var group = random.NextDouble() switch
            {
                < 0.55 => sameYear[year[a]],
                < 0.80 => sameHouse[house[a]],
                _ => everybody,
            };
            Befriend(a, group.Next(random));
        }
        return new(people, [.. pairs.Order()]);

        void Befriend(int a, int b)
        {
            if (a != b && pairs.Count < friendships)
                pairs.Add((Math.Min(a, b), Math.Max(a, b)));
        }
        WeightedSampler[] Group(int[] groups, int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(g => new WeightedSampler(weight, [.. Enumerable.Range(0, people).Where(p => groups[p] == g)])),
            ];
    }

    // Box and Muller, 1958.
    static double NextNormal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Draws members with a probability in proportion to their weight.</summary>
    sealed class WeightedSampler
    {
        readonly int[] members;
        readonly double[] cumulative;

        public WeightedSampler(double[] weight, int[] members)
        {
            this.members = members;
            cumulative = new double[members.Length];
            var sum = 0.0;
            for (var i = 0; i < members.Length; i++)
                cumulative[i] = sum += weight[members[i]];
        }

        public int Next(Random random)
        {
            var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            return members[Math.Min(at < 0 ? ~at : at, members.Length - 1)];
        }
    }
}
