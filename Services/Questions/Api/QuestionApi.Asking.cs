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

public sealed partial class QuestionApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.Invalid"/> (title, body, tags), <see cref="Fault.Conflict"/> for another request's idempotency key,
    /// <see cref="Fault.Malformed"/>, <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<QuestionDetail> AskQuestion(AskQuestionRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var text = QuestionText.Validate(request.Title, request.Body, request.Tags);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"question\0{text.Title}\0{text.Body.Source}\0{string.Join('\0', text.Tags)}"));
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayAsync(record, hash, me, stop);
        var (linked, mentioned) = await mentions.LinkAsync(me, text.Body, stop);
        text = text with { Body = linked };
        var shown = await images.ClaimImagesAsync(me, linked, stop);
        if (await SaveAsync(Question.Ask(me, text, mentioned, now), text, shown, key, hash, stop) is { } asked)
            return await details.GetAsync(asked, me, stop);
        // The same request was faster by another connection.
        return await ReplayAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, me, stop);
    }

    /// <summary>The question and its event in one transaction; null when the key was used meanwhile.</summary>
    async Task<Guid?> SaveAsync(Question question, QuestionText text, ClaimedImages shown, string key, byte[] hash, CancellationToken stop)
    {
        var me = question.AuthorId!.Value;
        await using var transaction = await db.BeginAsync(stop);
        var deleted = await db.LockPeopleAsync(me, question.MentionIds.Cast<Guid?>(), stop);
        question.RemoveMentions(deleted);
        db.LockCreated(question.Id);
        if (!await db.TryClaimAsync(me, key, hash, question.Id, question.CreatedAt, stop))
            return null;
        db.Questions.Add(question);
        db.Publish(
            question.Id,
            new QuestionAsked
            {
                QuestionId = question.Id.ToString(),
                AuthorId = me.ToString(),
                AskedAt = Timestamp.FromDateTimeOffset(question.CreatedAt),
                MentionedIds = { question.MentionIds.Select(m => m.ToString()) },
                FollowerIds = { (await FollowersOfTagsAsync(me, text.Tags, stop)).Select(f => f.ToString()) },
            }
        );
        await db.SaveChangesAsync(stop);
        await db.AddImagesAsync(question.Id, question.Id, shown, stop);
        await db.SetTagsAsync(question.Id, [], text.Tags, stop);
        await db.StoreWordsAsync(question.Id, text, stop);
        await transaction.CommitAsync(stop);
        return question.Id;
    }

    Task<List<Guid>> FollowersOfTagsAsync(Guid me, string[] tags, CancellationToken stop) =>
        db
            .TagFollows.Where(f => tags.Contains(f.Tag) && f.UserId != me)
            .Select(f => f.UserId)
            .Distinct()
            .OrderBy(id => id)
            .Take(Follows.MaxTold)
            .ToListAsync(stop);

    async Task<QuestionDetail> ReplayAsync(IdempotencyRecord record, byte[] hash, Guid me, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        return await details.GetAsync(record.MadeId, me, stop);
    }
}
