using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Posts;

/// <summary>/api/explore and /api/tags: posts of people one need not know.</summary>
static class ExploreRoutes
{
    public static void MapExplore(this RouteGroupBuilder api)
    {
        var posts = api.MapGroup("").WithTags("Posts").ProducesProblem(400).ProducesProblem(401);
        posts
            .MapGet("/explore", Explore)
            .WithSummary("The latest of everyone but me")
            .WithDescription("Without those whom I blocked or muted and those who blocked me.");
        posts
            .MapGet("/tags/{tag}", Tagged)
            .WithSummary("The posts with a hashtag, newest first")
            .WithDescription("The tag in any case, without the #.");
    }

    static async Task<Ok<Page<PostJson>>> Explore(
        PostService.PostServiceClient posts,
        PostViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await posts.ExploreAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(found, excludeMuted: true, stop));
    }

    static async Task<Ok<Page<PostJson>>> Tagged(
        string tag,
        PostService.PostServiceClient posts,
        PostViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await posts.ListByTagAsync(
            new()
            {
                Tag = tag,
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok(await views.ComposeAsync(found, excludeMuted: false, stop));
    }
}
