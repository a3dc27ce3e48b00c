using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Feeds as lists of ids.</summary>
static class Reading
{
    public static IReadOnlyList<Guid> Ids(this Page<PostAnswer> page) => [.. page.Items.Select(p => p.Id)];

    /// <summary>The whole feed, page by page; after each page but the last <paramref name="between"/>.</summary>
    public static async Task<IReadOnlyList<Guid>> WholeFeedAsync(this Person person, int limit = 20, Func<Task>? between = null)
    {
        var page = await person.FeedAsync(limit);
        List<Guid> read = [.. page.Ids()];
        while (page.Next is { } cursor)
        {
            if (between is not null)
                await between();
            page = await person.FeedAsync(limit, cursor);
            read.AddRange(page.Ids());
        }
        return read;
    }

    /// <summary>That many posts, one after another; newest first.</summary>
    public static async Task<IReadOnlyList<Guid>> PostManyAsync(this Person person, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
            ids.Insert(0, (await person.PostAsync($"Post {i}")).Id);
        return ids;
    }
}
