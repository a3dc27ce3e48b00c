using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Questions.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class AnswerApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (body), <see cref="Fault.Conflict"/>: the question is closed, or another
    /// request's idempotency key; <see cref="Fault.Malformed"/>, <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<AnswerView> PostAnswer(PostAnswerRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Question(request.QuestionId), Now, context.CancellationToken);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var body = QuestionText.ValidateBody(request.Body, "An answer");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"answer\0{id}\0{body.Source}"));
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayAnswerAsync(record, hash, me, stop);
        await EnsureVisibleAsync(request.QuestionId, "", me, stop);
        var (linked, mentioned) = await mentions.LinkAsync(me, body, stop);
        var shown = await images.ClaimImagesAsync(me, linked, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            var (question, deleted) = await db.LockQuestionAsync(id, me, mentioned, stop);
            question.EnsureOpen();
            var answer = Answer.Create(id, me, linked, [.. mentioned.Except(deleted)], now);
            if (await db.TryClaimAsync(me, key, hash, answer.Id, now, stop))
            {
                question.Touch(now);
                db.Answers.Add(answer);
                db.Publish(id, await ToEventAsync(question, answer, stop));
                await db.SaveChangesAsync(stop);
                await db.AddImagesAsync(id, answer.Id, shown, stop);
                await db.StoreWordsAsync(answer, linked, stop);
                await CountAnswersAsync(id, +1, stop);
                await transaction.CommitAsync(stop);
                return await details.GetAnswerAsync(answer.Id, me, stop);
            }
        }
        // The same request was faster by another connection.
        return await ReplayAnswerAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, me, stop);
    }

    async Task<AnswerPosted> ToEventAsync(Question question, Answer answer, CancellationToken stop)
    {
        var followers = await db
            .QuestionFollows.Where(f => f.QuestionId == question.Id && f.UserId != answer.AuthorId)
            .OrderBy(f => f.UserId)
            .Select(f => f.UserId)
            .Take(Follows.MaxTold)
            .ToListAsync(stop);
        return new()
        {
            QuestionId = question.Id.ToString(),
            AnswerId = answer.Id.ToString(),
            QuestionAuthorId = question.AuthorId.ToText(),
            AuthorId = answer.AuthorId.ToText(),
            PostedAt = Timestamp.FromDateTimeOffset(answer.CreatedAt),
            MentionedIds = { answer.MentionIds.Select(m => m.ToString()) },
            FollowerIds = { followers.Select(f => f.ToString()) },
        };
    }

    Task<int> CountAnswersAsync(Guid question, int more, CancellationToken stop) =>
        db.Questions.Where(q => q.Id == question).ExecuteUpdateAsync(set => set.SetProperty(q => q.Answers, q => q.Answers + more), stop);

    async Task<AnswerView> ReplayAnswerAsync(IdempotencyRecord record, byte[] hash, Guid me, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        return await details.GetAnswerAsync(record.MadeId, me, stop);
    }
}
