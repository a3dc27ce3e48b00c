using Aspire.Hosting.Testing;
using Grpc.Net.Client;
using Social.ServiceDefaults.Diagnostics;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>
/// Counts what a page costs by what many of them cost: every instance says how many calls it has served, and PostgreSQL logs what it
/// executes. What the system does by itself meanwhile is less than once a page and so does not count, or is known from a time without pages.
/// </summary>
sealed class PageMeter(SystemFixture system, StatementLog log)
{
    const int Pages = 25;

    static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1.5);

    // Not Auth: every process asks it for keys and ended sessions each two seconds, and no page does.
    static readonly string[] Services = ["profile", "post", "feed", "cache", "chat", "questions"];

    /// <summary>
    /// The cost of a page that has been asked for before: the least of some rounds, of which the first ones fill caches. Ends as soon as it is
    /// within the bound.
    /// </summary>
    public async Task<PageCost> MeasureAsync(Func<Task> page, PageBound bound)
    {
        var idle = (await log.RecordAsync(() => Task.Delay(IdleTime))).ToHashSet();
        PageCost? least = null;
        for (var round = 0; round < 6 && least?.IsWithin(bound) != true; round++)
        {
            var cost = await RoundAsync(page, idle);
            if (least is null || cost.Calls + cost.Statements < least.Calls + least.Statements)
                least = cost;
        }
        return least!;
    }

    async Task<PageCost> RoundAsync(Func<Task> page, HashSet<LoggedStatement> idle)
    {
        var before = await ServedAsync();
        var statements = await log.RecordAsync(async () =>
        {
            for (var i = 0; i < Pages; i++)
                await page();
        });
        var after = await ServedAsync();
        var calls = Services.Select(name => (Name: name, Times: (after[name] - before[name]) / Pages)).Where(c => c.Times > 0).ToList();
        var repeated = statements
            .Where(s => !s.IsTransactionControl && s.Database.EndsWith("db", StringComparison.Ordinal) && !idle.Contains(s))
            .GroupBy(s => s)
            .Select(s => (Statement: s.Key, Times: s.Count() / Pages))
            .Where(s => s.Times > 0)
            .ToList();
        return new(
            calls.Sum(c => c.Times),
            repeated.Sum(s => s.Times),
            string.Join(
                '\n',
                [
                    .. calls.Select(c => $"{c.Times} times {c.Name}"),
                    .. repeated.Select(s => $"{s.Times} times {s.Statement.Database}: {s.Statement.Sql}"),
                ]
            )
        );
    }

    async Task<Dictionary<string, long>> ServedAsync()
    {
        var served = new Dictionary<string, long>();
        foreach (var name in Services)
        {
            using var channel = GrpcChannel.ForAddress(system.App.GetEndpoint(name, "grpc"));
            var instance = new InstanceService.InstanceServiceClient(channel);
            served[name] = (await instance.DescribeAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Served;
        }
        return served;
    }
}
