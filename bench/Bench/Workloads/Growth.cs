using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>The same pages with ten and with a hundred times as many posts: what they cost must not grow.</summary>
public sealed class Growth : Workload
{
    static readonly int[] Factors = [1, 10, 100];
    static readonly CallWorkload[] Pages = [new Home(), new UserPage(), new Compose()];

    public override string Name => "growth";
    public override string Title => "home feeds, posts of somebody and new posts, each alone, with 1, 10 and 100 times as many posts";

    internal override async Task<WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop)
    {
        var posts = new InsertedPosts(target);
        var measured = new List<(int Factor, WorkloadResult Result)>();
        var figures = new List<Figure>();
        foreach (var factor in Factors)
        {
            await posts.GrowAsync(factor, stop);
            figures.Add(new($"posts, {factor} times as many", await posts.CountAsync(stop), ""));
            foreach (var page in Pages)
            {
                var result = await page.RunAsync(target, options, stop);
                measured.Add((factor, result));
                figures.Add(new($"processor time of {page.Name}, {factor} times as many", result.Processor, "ms"));
            }
        }
        return new(
            Name,
            Title,
            target.Name,
            [.. measured.SelectMany(m => m.Result.Kinds.Select(kind => kind with { Kind = $"{kind.Kind}, {m.Factor} times" }))],
            new Dictionary<string, double>(),
            Bare: null,
            measured.Max(m => m.Result.SentLate),
            measured.Average(m => m.Result.Others),
            figures
        );
    }
}
