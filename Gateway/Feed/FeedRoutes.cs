using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Feed;

/// <summary>/api/feed: the posts of those I follow.</summary>
static class FeedRoutes
{
    public static void MapFeed(this RouteGroupBuilder api) =>
        api.MapGet("/feed", Home).WithTags("Feed").WithSummary("My home feed, newest first").ProducesProblem(400).ProducesProblem(401);

    static async Task<Ok<Page<PostJson>>> Home(
        FeedService.FeedServiceClient feed,
        PostViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await feed.GetHomeAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(Pages.Of(await views.Of(found.Items, stop), found.Next));
    }
}
