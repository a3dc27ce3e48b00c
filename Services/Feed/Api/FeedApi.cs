using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Push;
using Social.Feeds.Timelines;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;

namespace Social.Feeds.Api;

public sealed partial class FeedApi(FeedDbContext db, HomeTimelineReader home, PushSettings push) : FeedService.FeedServiceBase
{
    public override async Task<FeedPage> GetHome(GetHomeRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var limit = Paging.Limit(request.Limit);
        // One more than asked tells whether there is a next page.
        var (posts, fromDatabase, stamped) = await home.ReadAsync(
            me,
            FeedCursor.Parse(request.Cursor),
            limit + 1,
            context.CancellationToken
        );
        return new()
        {
            Items = { posts.Take(limit).Select(ToItem) },
            Next = posts.Count > limit ? new FeedCursor(posts[limit - 1].Position, fromDatabase).ToString() : "",
            Stamped = stamped && request.Cursor.Length == 0,
        };
    }

    static FeedItem ToItem(Post post) =>
        new()
        {
            PostId = post.Id.ToString(),
            AuthorId = post.AuthorId.ToString(),
            PublishedAt = post.PublishedAt.ToTimestamp(),
        };
}
