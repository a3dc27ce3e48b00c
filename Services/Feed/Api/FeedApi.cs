using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Timelines;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Feeds.Api;

public sealed partial class FeedApi(FeedDbContext db, HomeTimelineReader home) : FeedService.FeedServiceBase
{
    const int DefaultLimit = 20;
    const int MaxLimit = 100;

    public override async Task<FeedPage> GetHome(GetHomeRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var limit = Limit(request.Limit);
        // One more than asked tells whether there is a next page.
        var (posts, fromDatabase) = await home.ReadAsync(me, FeedCursor.Parse(request.Cursor), limit + 1, context.CancellationToken);
        return new()
        {
            Items = { posts.Take(limit).Select(ToItem) },
            Next = posts.Count > limit ? new FeedCursor(posts[limit - 1].Position, fromDatabase).ToString() : "",
        };
    }

    static int Limit(int asked) =>
        asked switch
        {
            0 => DefaultLimit,
            >= 1 and <= MaxLimit => asked,
            _ => throw new FaultException(Fault.Invalid, "limit", $"The limit is 1 to {MaxLimit}."),
        };

    static FeedItem ToItem(Post post) =>
        new()
        {
            PostId = post.Id.ToString(),
            AuthorId = post.AuthorId.ToString(),
            PublishedAt = post.PublishedAt.ToTimestamp(),
        };
}
