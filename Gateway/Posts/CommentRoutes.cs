using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Posts;

/// <summary>/api/posts/{id}/comments and /api/comments.</summary>
static class CommentRoutes
{
    public static void MapComments(this RouteGroupBuilder posts)
    {
        posts
            .MapPost("/{id:guid}/comments", Add)
            .WithSummary("Comment on a post")
            .RequireRateLimiting(Limits.Comment)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
        posts.MapGet("/{id:guid}/comments", List).WithSummary("A post's comments, oldest first").ProducesProblem(400).ProducesProblem(404);
    }

    public static void MapComment(this RouteGroupBuilder api) =>
        api.MapDelete("/comments/{id:guid}", Delete)
            .WithTags("Posts")
            .WithSummary("Delete my comment, or one under my post")
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404);

    static async Task<Created<CommentJson>> Add(
        Guid id,
        CommentBody body,
        HttpContext http,
        PostService.PostServiceClient posts,
        PostViews views,
        AuthorLookup lookup,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        key = IdempotencyKey.Read(key);
        var me = await lookup.GetCallerAsync(http, stop);
        var comment = await posts.AddCommentAsync(
            new()
            {
                PostId = id.ToString(),
                Text = body.Text ?? "",
                IdempotencyKey = key,
            },
            cancellationToken: stop
        );
        return TypedResults.Created($"/api/posts/{id}/comments", await views.ForAuthorAsync(comment, me, stop));
    }

    static async Task<Ok<Page<CommentJson>>> List(
        Guid id,
        PostService.PostServiceClient posts,
        PostViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var request = new ListCommentsRequest
        {
            PostId = id.ToString(),
            Cursor = page.From,
            Limit = page.Take,
        };
        var asked = posts.ListCommentsAsync(request, cancellationToken: stop).ResponseAsync;
        return TypedResults.Ok(await views.ComposeAsync(await views.IfThereAsync(id, asked, stop), stop));
    }

    static async Task<NoContent> Delete(Guid id, PostService.PostServiceClient posts, CancellationToken stop)
    {
        await posts.DeleteCommentAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
