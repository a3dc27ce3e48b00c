using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class QuestionApi
{
    const int MaxIds = 100;
    const int MaxPeople = 200;

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<QuestionDetail> GetQuestion(GetQuestionRequest request, ServerCallContext context)
    {
        var (me, id) = (context.CallerId(), Ids.Question(request.Id));
        var found = await details.GetAsync(id, me, context.CancellationToken);
        if (found.Question.AuthorId != me.ToString())
            views.Count(id, me);
        return found;
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (ids).</exception>
    public override Task<QuestionList> GetQuestions(GetQuestionsRequest request, ServerCallContext context)
    {
        if (request.Ids.Count > MaxIds)
            throw new FaultException(Fault.Invalid, "ids", $"At most {MaxIds} questions at once.");
        List<Guid> ids = [.. request.Ids.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];
        return lists.GetAsync(ids, context.CallerId(), context.CancellationToken);
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).
    /// </exception>
    public override async Task<QuestionEdits> ListQuestionEdits(ListQuestionEditsRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Question(request.Id), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = Paging.ReadId(request.Cursor);
        var question =
            await db.VisibleTo(me).Where(q => q.Id == id).Select(q => new { q.AuthorId }).SingleOrDefaultAsync(stop)
            ?? throw QuestionAccess.NoSuchQuestion();
        var revisions = db.Revisions.AsNoTracking().Where(r => r.TargetId == id && (last == null || r.Id < last));
        var page = await revisions.OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(stop);
        var taken = PageBytes.Fitting(page, limit, revision => [revision.Body]);
        return new()
        {
            Edits =
            {
                page.Take(taken)
                    .Select(r => new QuestionEditView
                    {
                        Title = r.Title,
                        Body = r.Body,
                        Tags = { r.Tags },
                        WrittenAt = Timestamp.FromDateTimeOffset(r.WrittenAt),
                    }),
            },
            Next = page.Count > taken ? Paging.ToCursor(page[taken - 1].Id) : "",
            AuthorId = question.AuthorId.ToText(),
        };
    }

    [InternalOnly]
    public override async Task<HeldImages> FindQuestionImages(MediaIds request, ServerCallContext context)
    {
        Guid[] ids = [.. request.Ids.Select(Guid.Parse)];
        // The claims first: what is stored in between takes a claim's place, and is found by one of both.
        var claimed = await db
            .ImageClaims.Where(c => ids.Contains(c.MediaId))
            .Select(c => c.MediaId)
            .ToListAsync(context.CancellationToken);
        var shown = await db.TextImages.Where(i => ids.Contains(i.MediaId)).Select(i => i.MediaId).ToListAsync(context.CancellationToken);
        return new()
        {
            ShownIds = { shown.Distinct().Select(id => id.ToString()) },
            ClaimedIds = { claimed.Distinct().Except(shown).Select(id => id.ToString()) },
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (userIds).</exception>
    public override async Task<Reputations> GetReputations(GetReputationsRequest request, ServerCallContext context)
    {
        if (request.UserIds.Count > MaxPeople)
            throw new FaultException(Fault.Invalid, "userIds", $"At most {MaxPeople} people at once.");
        List<Guid> ids = [.. request.UserIds.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];
        var found = await db.Reputations.AsNoTracking().Where(r => ids.Contains(r.UserId)).ToListAsync(context.CancellationToken);
        return new() { Points = { found.ToDictionary(r => r.UserId.ToString(), r => r.Points) } };
    }
}
