using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class QuestionApi
{
    /// <summary>Other words for the caller's own question; what it said before is kept. The same words change nothing, and nobody is told.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/> (title, body, tags),
    /// <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<QuestionDetail> EditQuestion(EditQuestionRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Question(request.Id), context.CancellationToken);
        var before = await db.VisibleTo(me).AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, stop);
        (before ?? throw QuestionAccess.NoSuchQuestion()).EnsureAsker(me, "edits a question");
        var (linked, mentioned) = request.HasBody
            ? await mentions.LinkAsync(me, QuestionText.ValidateBody(request.Body, "A question"), stop)
            : (null, before.MentionIds);
        var shown = linked is null ? ClaimedImages.None : await images.ClaimImagesAsync(me, linked, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (question, deleted) = await db.LockQuestionAsync(id, me, mentioned, stop);
        var text = QuestionText.Validate(
            request.HasTitle ? request.Title : question.Title,
            request.HasBody ? request.Body : question.Body,
            request.Tags is null ? question.Tags : request.Tags.Tags
        );
        // Rendered with its mentions, now or when it was written.
        text = text with
        {
            Body = linked ?? text.Body with { Html = question.BodyHtml },
        };
        if (question.Title != text.Title || question.Body != text.Body.Source || !question.Tags.SequenceEqual(text.Tags))
        {
            var tags = question.Tags;
            db.Revisions.Add(question.Edit(text, [.. mentioned.Except(deleted)], Now));
            await db.SaveChangesAsync(stop);
            await db.AddImagesAsync(id, id, shown, stop);
            await db.SetTagsAsync(id, tags, text.Tags, stop);
            await db.StoreWordsAsync(id, text, stop);
            await transaction.CommitAsync(stop);
        }
        return await details.GetAsync(id, me, stop);
    }
}
