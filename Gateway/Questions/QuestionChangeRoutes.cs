using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>/api/questions/{id}: what is done to a question.</summary>
static class QuestionChangeRoutes
{
    public static void MapQuestionChanges(this RouteGroupBuilder questions)
    {
        questions
            .MapPatch("/{id:guid}", Edit)
            .WithSummary("Edit my question; what it said before is kept")
            .WithMetadata(new RequestSizeLimitAttribute(QuestionRoutes.MaxBody))
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(413)
            .ProducesValidationProblem(422);
        questions
            .MapGet("/{id:guid}/edits", Edits)
            .WithSummary("What a question said before, the latest first")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        questions
            .MapDelete("/{id:guid}", Delete)
            .WithSummary("Delete my question while nobody else has answered it; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        questions
            .MapPut("/{id:guid}/duplicate-of/{other:guid}", MarkDuplicate)
            .WithSummary("Close my question as a duplicate of another; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
        questions
            .MapDelete("/{id:guid}/duplicate-of", Reopen)
            .WithSummary("Open my question again; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404);
        questions
            .MapPut("/{id:guid}/follow", Follow)
            .WithSummary("Hear of what is answered; repeatable")
            .RequireRateLimiting(Limits.Follow)
            .ProducesProblem(404);
        questions.MapDelete("/{id:guid}/follow", Unfollow).WithSummary("Hear of it no more; repeatable").ProducesProblem(404);
        questions
            .MapPut("/{id:guid}/vote", Vote)
            .WithSummary("Vote on somebody's question; repeatable")
            .RequireRateLimiting(Limits.Vote)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        questions
            .MapPost("/{id:guid}/comments", Comment)
            .WithSummary("Comment on a question")
            .RequireRateLimiting(Limits.Comment)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
    }

    static async Task<Ok<QuestionDetailJson>> Edit(
        Guid id,
        EditQuestionBody body,
        HttpContext http,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        AuthorLookup lookup,
        CancellationToken stop
    )
    {
        var request = new EditQuestionRequest { Id = id.ToString() };
        if (body.Title is not null)
            request.Title = body.Title;
        if (body.Body is not null)
            request.Body = body.Body;
        if (body.Tags is not null)
            request.Tags = new() { Tags = { QuestionRoutes.Names(body.Tags) } };
        var me = await lookup.GetCallerAsync(http, stop);
        return TypedResults.Ok(await views.ForAuthorAsync(await questions.EditQuestionAsync(request, cancellationToken: stop), me, stop));
    }

    static async Task<Ok<Page<QuestionEditJson>>> Edits(
        Guid id,
        HttpContext http,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await questions.ListQuestionEditsAsync(
            new()
            {
                Id = id.ToString(),
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        if (!await views.AreShownAsync([found.AuthorId], http.User.CallerId(), stop))
            throw QuestionViews.NoSuchQuestion();
        return TypedResults.Ok(
            Pages.From<QuestionEditJson>(
                [.. found.Edits.Select(e => new QuestionEditJson(e.Title, e.Body, e.Tags, e.WrittenAt.ToDateTimeOffset()))],
                found.Next
            )
        );
    }

    static async Task<NoContent> Delete(Guid id, QuestionService.QuestionServiceClient questions, CancellationToken stop)
    {
        await questions.DeleteQuestionAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> MarkDuplicate(Guid id, Guid other, QuestionService.QuestionServiceClient questions, CancellationToken stop)
    {
        await questions.MarkDuplicateAsync(new() { Id = id.ToString(), OfId = other.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Reopen(Guid id, QuestionService.QuestionServiceClient questions, CancellationToken stop)
    {
        await questions.MarkDuplicateAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Follow(Guid id, QuestionService.QuestionServiceClient questions, CancellationToken stop)
    {
        await questions.FollowQuestionAsync(new() { Id = id.ToString(), Follow = true }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unfollow(Guid id, QuestionService.QuestionServiceClient questions, CancellationToken stop)
    {
        await questions.FollowQuestionAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Ok<ScoreJson>> Vote(Guid id, VoteBody body, AnswerService.AnswerServiceClient answers, CancellationToken stop)
    {
        var reply = await answers.VoteAsync(new() { QuestionId = id.ToString(), Value = Value(body) }, cancellationToken: stop);
        return TypedResults.Ok(new ScoreJson(reply.Score));
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
            QuestionId = id.ToString(),
            Text = body.Text ?? "",
            IdempotencyKey = IdempotencyKey.Read(key),
        };
        var me = await lookup.GetCallerAsync(http, stop);
        var comment = await answers.AddQuestionCommentAsync(request, cancellationToken: stop);
        return TypedResults.Created($"/api/questions/{comment.QuestionId}", await views.ForAuthorAsync(comment, me, stop));
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field value.</exception>
    internal static int Value(VoteBody body) => body.Value ?? throw new FaultException(Fault.Invalid, "value", "A vote is -1, 0 or 1.");
}
