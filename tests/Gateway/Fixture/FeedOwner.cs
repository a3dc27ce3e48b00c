using Grpc.Core;
using Social.Contracts;

namespace Social.Tests.Gateway.Fixture;

/// <summary>The home feed there is, the same for everybody.</summary>
sealed class FeedOwner : FeedService.FeedServiceBase
{
    int asked;

    public List<string> Posts { get; } = ["p", "q"];

    /// <summary>Whether it tells a stamp of what is added.</summary>
    public bool Stamped { get; set; } = true;

    public int Asked => Volatile.Read(ref asked);

    public override Task<FeedPage> GetHome(GetHomeRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref asked);
        var items = Posts.Take(request.Limit).Select(id => new FeedItem { PostId = id, AuthorId = "a" });
        return Task.FromResult(new FeedPage { Items = { items }, Stamped = Stamped && request.Cursor.Length == 0 });
    }
}
