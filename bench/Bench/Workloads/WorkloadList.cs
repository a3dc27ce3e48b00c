namespace Social.Bench.Workloads;

/// <summary>All workloads. Those that make the data larger come last.</summary>
public static class WorkloadList
{
    public static readonly IReadOnlyList<Workload> All =
    [
        new Home(),
        new UserPage(),
        new SinglePost(),
        new Compose(),
        new Mixture(),
        new Uploads(),
        new ReadsBesideUploads(),
        new Registration(),
        new LogIn(),
        new ChatDelivery(),
        new FanOut(100),
        new FanOut(10_000),
        new FanOut(100_000),
        new Growth(),
    ];

    /// <summary>Those that are named, apart by commas, in the order of all; without names all.</summary>
    /// <exception cref="BenchException">There is none of that name.</exception>
    public static IReadOnlyList<Workload> Select(string? names)
    {
        if (names is null)
            return All;
        var wanted = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in wanted)
            if (!All.Any(w => w.Name == name))
                throw new BenchException($"There is no workload \"{name}\": there are {string.Join(", ", All.Select(w => w.Name))}.");
        return [.. All.Where(w => wanted.Contains(w.Name))];
    }
}
