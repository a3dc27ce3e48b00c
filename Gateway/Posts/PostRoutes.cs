using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Posts;

/// <summary>/api/posts: publish, read, delete.</summary>
static class PostRoutes
{
    public static void MapPosts(this RouteGroupBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("Posts").ProducesProblem(401);
        posts
            .MapPost("", Publish)
            .WithSummary("Publish text, or text and up to 10 images as a form")
            .Accepts<PublishBody>("application/json", "multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(ImageForm.MaxPostBody))
            .RequireRateLimiting(Limits.Post)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesValidationProblem(422);
        posts.MapGet("/{id:guid}", Get).WithSummary("A post").ProducesProblem(404);
        posts
            .MapPatch("/{id:guid}", Edit)
            .WithSummary("Edit my post's text; what it said before is kept")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        posts
            .MapGet("/{id:guid}/edits", Edits)
            .WithSummary("What my post said before, the latest first")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404);
        posts.MapDelete("/{id:guid}", Delete).WithSummary("Delete my post; repeatable").ProducesProblem(403).ProducesProblem(404);
        posts.MapLikes();
        posts.MapComments();
        api.MapComment();
        api.MapExplore();
    }

    static async Task<Created<PostJson>> Publish(
        HttpRequest request,
        PostService.PostServiceClient posts,
        PostViews views,
        AuthorLookup lookup,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        key = IdempotencyKey.Read(key);
        var me = await lookup.GetCallerAsync(request.HttpContext, stop);
        PostView post;
        if (request.HasJsonContentType())
        {
            var body = await request.ReadSmallAsync<PublishBody>(stop);
            post = await ImageForm.PublishAsync(body?.Text ?? "", posts, key, stop);
        }
        else if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
            post = await ImageForm.PublishAsync(request, posts, key, stop);
        else
            throw new FaultException(Fault.UnsupportedMedia, "Send application/json or multipart/form-data.");
        return TypedResults.Created($"/api/posts/{post.Id}", await views.ForAuthorAsync(post, me, stop));
    }

    static async Task<Ok<PostJson>> Get(Guid id, PostViews views, CancellationToken stop) =>
        TypedResults.Ok(await views.ComposeAsync(id, stop));

    static async Task<Ok<PostJson>> Edit(
        Guid id,
        EditBody body,
        PostService.PostServiceClient posts,
        PostViews views,
        CancellationToken stop
    )
    {
        var text = body.Text ?? throw new FaultException(Fault.Invalid, "text", "Say the new text; an empty one takes the old one away.");
        var post = await posts.EditPostAsync(new() { Id = id.ToString(), Text = text }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(post, stop));
    }

    static async Task<Ok<Page<EditJson>>> Edits(
        Guid id,
        PostService.PostServiceClient posts,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await posts.ListEditsAsync(
            new()
            {
                PostId = id.ToString(),
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok(
            Pages.From<EditJson>([.. found.Edits.Select(e => new EditJson(e.Text, e.WrittenAt.ToDateTimeOffset()))], found.Next)
        );
    }

    static async Task<NoContent> Delete(Guid id, PostService.PostServiceClient posts, CancellationToken stop)
    {
        await posts.DeletePostAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
