using Social.Gateway.CachedReads;

namespace Social.Tests.Gateway.Fixture;

static class ReaderExtensions
{
    /// <summary>The posts of a page that shows nobody else.</summary>
    public static async Task<IReadOnlyDictionary<string, SeenPost>> PostsAsync(
        this CachedReader reader,
        IEnumerable<string> ids,
        CancellationToken stop
    ) => (await reader.ReadPageAsync([], ids, stop)).Posts;
}
