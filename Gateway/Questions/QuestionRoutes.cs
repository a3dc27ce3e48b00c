using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>/api/questions: asking, reading and finding.</summary>
static class QuestionRoutes
{
    /// <summary>Of a body, bytes: 30,000 characters of any script in JSON, escaped.</summary>
    internal const int MaxBody = 512 << 10;

    public static void MapQuestions(this RouteGroupBuilder api)
    {
        var questions = api.MapGroup("/questions").WithTags("Questions").ProducesProblem(401);
        questions
            .MapPost("", Ask)
            .WithSummary("Ask")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .RequireRateLimiting(Limits.Post)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesValidationProblem(422);
        questions
            .MapGet("", List)
            .WithSummary("Questions in one of several orders; with q those with the words, the best match first")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        questions.MapGet("/similar", Similar).WithSummary("Whose titles are like one that is being typed").ProducesValidationProblem(422);
        questions.MapGet("/{id:guid}", Get).WithSummary("A question with comments and the first answers").ProducesProblem(404);
        questions
            .MapGet("/{id:guid}/related", Related)
            .WithSummary("Whose titles and tags are like this one's")
            .ProducesValidationProblem(422);
        questions.MapQuestionImages();
        questions.MapQuestionChanges();
        questions.MapAnswersOf();
        api.MapAnswers();
        api.MapQuestionTags();
    }

    static async Task<Created<QuestionDetailJson>> Ask(
        AskBody body,
        HttpContext http,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        AuthorLookup lookup,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        key = IdempotencyKey.Read(key);
        var request = new AskQuestionRequest
        {
            Title = body.Title ?? "",
            Body = body.Body ?? "",
            Tags = { Names(body.Tags ?? []) },
            IdempotencyKey = key,
        };
        var me = await lookup.GetCallerAsync(http, stop);
        var asked = await questions.AskQuestionAsync(request, cancellationToken: stop);
        return TypedResults.Created($"/api/questions/{asked.Question.Id}", await views.ForAuthorAsync(asked, me, stop));
    }

    static async Task<Ok<Page<QuestionJson>>> List(
        HttpContext http,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        CachedReader reader,
        [AsParameters] QuestionQuery query,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        if (query.Q is { } q)
        {
            query.EnsureOnlySearch();
            var search = new SearchQuestionsRequest
            {
                Query = q,
                Tag = query.Tag ?? "",
                Cursor = page.From,
                Limit = page.Take,
            };
            return TypedResults.Ok(await views.ComposeAsync(await questions.SearchQuestionsAsync(search, cancellationToken: stop), stop));
        }
        var request = new ListQuestionsRequest
        {
            Sort = query.Order,
            Tag = query.Tag ?? "",
            FollowedTags = query.Followed ?? false,
            Cursor = page.From,
            Limit = page.Take,
        };
        if (query.Mine == true)
            request.AuthorId = http.User.CallerId().ToString();
        else if (query.Author is { } author)
            request.AuthorId = (await reader.FindPersonAsync(author, stop)).Id;
        if (query.AnsweredBy is { } answerer)
            request.AnsweredById = (await reader.FindPersonAsync(answerer, stop)).Id;
        var found = await questions.ListQuestionsAsync(request, cancellationToken: stop);
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Questions, stop), found.Next));
    }

    static async Task<Ok<Page<QuestionJson>>> Similar(
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        CancellationToken stop,
        [Description("As far as it is typed.")] string? title = null,
        [Description("How many at most, 1 to 20; 5 when absent.")] int? limit = null
    )
    {
        var request = new ListSimilarRequest { Title = title ?? "", Limit = limit is 0 ? -1 : limit ?? 0 };
        var found = await questions.ListSimilarAsync(request, cancellationToken: stop);
        return TypedResults.Ok(new Page<QuestionJson>(await views.ComposeAsync(found.Questions, stop), null));
    }

    static async Task<Ok<Page<QuestionJson>>> Related(
        Guid id,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        CancellationToken stop,
        [Description("How many at most, 1 to 20; 5 when absent.")] int? limit = null
    )
    {
        var request = new ListRelatedRequest { Id = id.ToString(), Limit = limit is 0 ? -1 : limit ?? 0 };
        var found = await questions.ListRelatedAsync(request, cancellationToken: stop);
        return TypedResults.Ok(new Page<QuestionJson>(await views.ComposeAsync(found.Questions, stop), null));
    }

    static async Task<Ok<QuestionDetailJson>> Get(
        Guid id,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        CancellationToken stop
    ) =>
        TypedResults.Ok(
            await views.ComposeAsync(await questions.GetQuestionAsync(new() { Id = id.ToString() }, cancellationToken: stop), stop)
        );

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field tags.</exception>
    internal static IReadOnlyList<string> Names(IReadOnlyList<string> tags) =>
        tags.Any(tag => tag is null) ? throw new FaultException(Fault.Invalid, "tags", "Each item is a tag; one is null.") : tags;
}
