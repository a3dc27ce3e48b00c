using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>/api/question-tags: what questions are about.</summary>
static class QuestionTagRoutes
{
    public static void MapQuestionTags(this RouteGroupBuilder api)
    {
        var tags = api.MapGroup("/question-tags").WithTags("Questions").ProducesProblem(401);
        tags.MapGet("", List)
            .WithSummary("Tags of questions, those with the most questions first")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
        tags.MapGet("/{tag}", Get).WithSummary("A tag").ProducesProblem(404);
        tags.MapPatch("/{tag}", Describe)
            .WithSummary("Describe a tag, for everybody")
            .RequireRateLimiting(Limits.Comment)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        tags.MapPut("/{tag}/follow", Follow)
            .WithSummary("Hear of new questions with it; repeatable")
            .RequireRateLimiting(Limits.Follow)
            .ProducesProblem(404)
            .ProducesProblem(409);
        tags.MapDelete("/{tag}/follow", Unfollow).WithSummary("Hear of them no more; repeatable").ProducesProblem(404);
    }

    static async Task<Ok<Page<QuestionTagJson>>> List(
        QuestionTagService.QuestionTagServiceClient tags,
        [AsParameters] PageQuery page,
        CancellationToken stop,
        [Description("Their beginning.")] string? q = null,
        [Description("Only those that the caller follows.")] bool? followed = null
    )
    {
        var request = new ListQuestionTagsRequest
        {
            Beginning = q ?? "",
            Followed = followed ?? false,
            Cursor = page.From,
            Limit = page.Take,
        };
        var found = await tags.ListQuestionTagsAsync(request, cancellationToken: stop);
        return TypedResults.Ok(Pages.From<QuestionTagJson>([.. found.Tags.Select(QuestionTagJson.From)], found.Next));
    }

    static async Task<Ok<QuestionTagJson>> Get(string tag, QuestionTagService.QuestionTagServiceClient tags, CancellationToken stop) =>
        TypedResults.Ok(QuestionTagJson.From(await tags.GetQuestionTagAsync(new() { Tag = tag }, cancellationToken: stop)));

    static async Task<Ok<QuestionTagJson>> Describe(
        string tag,
        DescribeTagBody body,
        QuestionTagService.QuestionTagServiceClient tags,
        CancellationToken stop
    )
    {
        var description =
            body.Description
            ?? throw new FaultException(Fault.Invalid, "description", "Say the new description; an empty one takes the old one away.");
        var request = new DescribeQuestionTagRequest { Tag = tag, Description = description };
        return TypedResults.Ok(QuestionTagJson.From(await tags.DescribeQuestionTagAsync(request, cancellationToken: stop)));
    }

    static async Task<NoContent> Follow(string tag, QuestionTagService.QuestionTagServiceClient tags, CancellationToken stop)
    {
        await tags.FollowQuestionTagAsync(new() { Tag = tag, Follow = true }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unfollow(string tag, QuestionTagService.QuestionTagServiceClient tags, CancellationToken stop)
    {
        await tags.FollowQuestionTagAsync(new() { Tag = tag }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
