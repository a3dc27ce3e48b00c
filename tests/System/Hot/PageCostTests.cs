using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>How many gRPC calls and statements a warm page is; the numbers are in <see cref="PageBounds"/>.</summary>
[Collection<Exclusive>]
public sealed class PageCostTests(SystemFixture system)
{
    const int Page = 10;

    // More than a page: at its end a feed is asked of the database once more.
    const int PostsOfAuthor = 12;

    [Fact]
    public async Task A_warm_page_costs_no_more_calls_and_statements_than_its_bound()
    {
        var (author, reader) = (await system.RegisterAsync("costly"), await system.RegisterAsync("counted"));
        await reader.FollowAsync(author.Username);
        var posts = new List<PostAnswer>();
        for (var i = 0; i < PostsOfAuthor; i++)
            posts.Add(await author.PostAsync($"One of several, {i}"));
        await SystemFixture.EventuallyAsync(async () => (await reader.FeedAsync(PostsOfAuthor)).Items.Count == PostsOfAuthor);
        await using var log = await StatementLog.StartAsync(system);
        var meter = new PageMeter(system, log);
        var text = $"Of @{author.Username} at https://example.org";

        List<string?> tooDear =
        [
            await CheckAsync(meter, "home page", PageBounds.Home, () => reader.FeedAsync(Page)),
            await CheckAsync(meter, "user page", PageBounds.User, () => reader.PostsAsync(author.Username, Page)),
            await CheckAsync(meter, "single post", PageBounds.Post, () => reader.ReadAsync(posts[0].Id)),
            await CheckAsync(meter, "compose", PageBounds.Compose, () => reader.PostAsync(text)),
        ];

        Assert.True(tooDear.TrueForAll(page => page is null), string.Join("\n\n", tooDear.Where(page => page is not null)));
    }

    /// <summary>What is wrong; null when the page is within its bound.</summary>
    static async Task<string?> CheckAsync(PageMeter meter, string page, PageBound bound, Func<Task> ask)
    {
        var cost = await meter.MeasureAsync(ask, bound);
        TestContext.Current.TestOutputHelper?.WriteLine($"{page}: {cost.Calls} calls, {cost.Statements} statements\n{cost.Detail}\n");
        return cost.IsWithin(bound)
            ? null
            : $"A warm {page} costs {cost.Calls} calls and {cost.Statements} statements instead of at most {bound.Calls} and {bound.Statements}:\n{cost.Detail}";
    }
}
