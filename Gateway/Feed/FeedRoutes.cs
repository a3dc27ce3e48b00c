using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Authentication;

namespace Social.Gateway.Feed;

/// <summary>/api/feed: the posts of those I follow.</summary>
static class FeedRoutes
{
    // Posts left out make a page short; it is filled from the next ones, but nobody waits for more than this many.
    const int Rounds = 10;

    public static void MapFeed(this RouteGroupBuilder api) =>
        api.MapGet("/feed", Home)
            .WithTags("Feed")
            .WithSummary("My home feed, newest first")
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesValidationProblem(422);

    static async Task<Ok<Page<PostJson>>> Home(
        HomeReader home,
        PostViews views,
        ClaimsPrincipal user,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var me = user.CallerId();
        var items = new List<PostJson>();
        var next = page.From;
        for (var round = 1; ; round++)
        {
            var found = await home.ReadAsync(me, next, page.Take - items.Count, stop);
            // Feed hears of a change a moment later; Profile, which has to be asked anyway, knows it now.
            items.AddRange(await views.ComposeHomeAsync(found.Items, me.ToString(), stop));
            next = found.Next;
            if (next.Length == 0 || items.Count >= page.Take || round == Rounds)
                return TypedResults.Ok(Pages.From(items, next));
        }
    }
}
