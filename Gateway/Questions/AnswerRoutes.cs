using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>/api/questions/{id}/answers, /api/answers and /api/question-comments.</summary>
static class AnswerRoutes
{
    public static void MapAnswersOf(this RouteGroupBuilder questions)
    {
        questions
            .MapPost("/{id:guid}/answers", Post)
            .WithSummary("Answer a question")
            .WithMetadata(new RequestSizeLimitAttribute(QuestionRoutes.MaxBody))
            .RequireRateLimiting(Limits.Post)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesValidationProblem(422);
        questions
            .MapGet("/{id:guid}/answers", List)
            .WithSummary("A question's answers, the accepted one first, then by score")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
    }

    public static void MapAnswers(this RouteGroupBuilder api)
    {
        var answers = api.MapGroup("/answers/{id:guid}").WithTags("Questions").ProducesProblem(401).ProducesProblem(404);
        answers
            .MapPatch("", Edit)
            .WithSummary("Edit my answer; what it said before is kept")
            .WithMetadata(new RequestSizeLimitAttribute(QuestionRoutes.MaxBody))
            .ProducesProblem(403)
            .ProducesProblem(413)
            .ProducesValidationProblem(422);
        answers
            .MapGet("/edits", Edits)
            .WithSummary("What an answer said before, the latest first")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
        answers.MapDelete("", Delete).WithSummary("Delete my answer unless it is accepted").ProducesProblem(403).ProducesProblem(409);
        answers
            .MapPut("/accept", Accept)
            .WithSummary("Accept an answer to my question, in place of another; repeatable")
            .ProducesProblem(403);
        answers.MapDelete("/accept", Unaccept).WithSummary("Accept it no more; repeatable").ProducesProblem(403);
        answers
            .MapPut("/vote", Vote)
            .WithSummary("Vote on somebody's answer; repeatable")
            .RequireRateLimiting(Limits.Vote)
            .ProducesProblem(403)
            .ProducesValidationProblem(422);
        answers
            .MapPost("/comments", Comment)
            .WithSummary("Comment on an answer")
            .RequireRateLimiting(Limits.Comment)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
        api.MapDelete("/question-comments/{id:guid}", DeleteComment)
            .WithTags("Questions")
            .WithSummary("Delete my comment, or one on my question or answer")
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404);
    }

    static async Task<Created<AnswerJson>> Post(
        Guid id,
        AnswerBody body,
        HttpContext http,
        AnswerService.AnswerServiceClient answers,
        QuestionViews views,
        AuthorLookup lookup,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        var request = new PostAnswerRequest
        {
            QuestionId = id.ToString(),
            Body = body.Body ?? "",
            IdempotencyKey = IdempotencyKey.Read(key),
        };
        var me = await lookup.GetCallerAsync(http, stop);
        var answer = await answers.PostAnswerAsync(request, cancellationToken: stop);
        return TypedResults.Created($"/api/questions/{id}/answers", await views.ForAuthorAsync(answer, me, stop));
    }

    static async Task<Ok<Page<AnswerJson>>> List(
        Guid id,
        AnswerService.AnswerServiceClient answers,
        QuestionViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var request = new ListAnswersRequest
        {
            QuestionId = id.ToString(),
            Cursor = page.From,
            Limit = page.Take,
        };
        return TypedResults.Ok(await views.ComposeAsync(await answers.ListAnswersAsync(request, cancellationToken: stop), stop));
    }

    static async Task<Ok<AnswerJson>> Edit(
        Guid id,
        AnswerBody body,
        HttpContext http,
        AnswerService.AnswerServiceClient answers,
        QuestionViews views,
        AuthorLookup lookup,
        CancellationToken stop
    )
    {
        var me = await lookup.GetCallerAsync(http, stop);
        var answer = await answers.EditAnswerAsync(new() { Id = id.ToString(), Body = body.Body ?? "" }, cancellationToken: stop);
        return TypedResults.Ok(await views.ForAuthorAsync(answer, me, stop));
    }

    static async Task<Ok<Page<AnswerEditJson>>> Edits(
        Guid id,
        HttpContext http,
        AnswerService.AnswerServiceClient answers,
        QuestionViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await answers.ListAnswerEditsAsync(
            new()
            {
                Id = id.ToString(),
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        if (!await views.AreShownAsync(found.AuthorIds, http.User.CallerId(), stop))
            throw new FaultException(Fault.NotFound, "There is no such answer.");
        return TypedResults.Ok(
            Pages.From<AnswerEditJson>([.. found.Edits.Select(e => new AnswerEditJson(e.Body, e.WrittenAt.ToDateTimeOffset()))], found.Next)
        );
    }

    static async Task<NoContent> Delete(Guid id, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        await answers.DeleteAnswerAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Accept(Guid id, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        await answers.AcceptAnswerAsync(new() { Id = id.ToString(), Accept = true }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unaccept(Guid id, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        await answers.AcceptAnswerAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Ok<ScoreJson>> Vote(Guid id, VoteBody body, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        var request = new VoteRequest { AnswerId = id.ToString(), Value = QuestionChangeRoutes.Value(body) };
        return TypedResults.Ok(new ScoreJson((await answers.VoteAsync(request, cancellationToken: stop)).Score));
    }

    static async Task<Created<QuestionCommentJson>> Comment(
        Guid id,
        QuestionCommentBody body,
        HttpContext http,
        AnswerService.AnswerServiceClient answers,
        QuestionViews views,
        AuthorLookup lookup,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        var request = new AddQuestionCommentRequest
        {
            AnswerId = id.ToString(),
            Text = body.Text ?? "",
            IdempotencyKey = IdempotencyKey.Read(key),
        };
        var me = await lookup.GetCallerAsync(http, stop);
        var comment = await answers.AddQuestionCommentAsync(request, cancellationToken: stop);
        return TypedResults.Created($"/api/questions/{comment.QuestionId}", await views.ForAuthorAsync(comment, me, stop));
    }

    static async Task<NoContent> DeleteComment(Guid id, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        await answers.DeleteQuestionCommentAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
