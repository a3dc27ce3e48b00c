using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Stories;

/// <summary>/api/stories: images that are shown for a day.</summary>
static class StoryRoutes
{
    public static void MapStories(this RouteGroupBuilder api)
    {
        var stories = api.MapGroup("/stories").WithTags("Stories").ProducesProblem(401);
        stories
            .MapPost("", Publish)
            .WithSummary("Show an image for a day")
            .WithDescription("A form: the file `image`, and `caption` of at most 200 characters if there is one.")
            .Accepts<StoryForm>("multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(ImageForm.MaxStoryBody))
            .RequireRateLimiting(Limits.Post)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesValidationProblem(422);
        stories
            .MapGet("", List)
            .WithSummary("The live stories of everyone, by author; mine apart")
            .WithDescription("Without those whom I blocked or muted and those who blocked me.")
            .ProducesProblem(400);
        stories.MapPut("/{id:guid}/seen", See).WithSummary("I have seen a story; repeatable").ProducesProblem(404);
        stories.MapDelete("/{id:guid}", Delete).WithSummary("Delete my story").ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<Created<StoryJson>> Publish(
        HttpRequest request,
        StoryService.StoryServiceClient stories,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        var story = await ImageForm.PublishStoryAsync(request, stories, IdempotencyKey.Read(key), stop);
        return TypedResults.Created("/api/stories", StoryJson.From(story));
    }

    static async Task<Ok<StoriesJson>> List(
        StoryService.StoryServiceClient stories,
        AuthorLookup lookup,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await stories.ListStoriesAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        var authors = await lookup.FindAsync(found.Items.Select(i => i.AuthorId), excludeMuted: true, stop);
        var items =
            from item in found.Items
            where authors.ContainsKey(item.AuthorId)
            select new AuthorStoriesJson(authors[item.AuthorId], [.. item.Stories.Select(StoryJson.From)], item.Seen);
        return TypedResults.Ok(
            new StoriesJson([.. found.Mine.Select(StoryJson.From)], [.. items], found.Next.Length == 0 ? null : found.Next)
        );
    }

    static async Task<NoContent> See(Guid id, StoryService.StoryServiceClient stories, CancellationToken stop)
    {
        await stories.SeeStoryAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Delete(Guid id, StoryService.StoryServiceClient stories, CancellationToken stop)
    {
        await stories.DeleteStoryAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    /// <summary>What the form holds; it is read part by part.</summary>
    sealed record StoryForm(IFormFile Image, string? Caption);
}
