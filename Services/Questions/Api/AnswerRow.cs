using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;

namespace Social.Questions.Api;

/// <summary>An answer as one person reads it.</summary>
sealed class AnswerRow
{
    public required Answer Answer { get; init; }
    public bool Accepted { get; init; }
    public int MyVote { get; init; }
    public int AuthorReputation { get; init; }

    public AnswerView ToView(IEnumerable<QuestionCommentView> comments) =>
        new()
        {
            Id = Answer.Id.ToString(),
            QuestionId = Answer.QuestionId.ToString(),
            AuthorId = Answer.AuthorId.ToText(),
            Body = Answer.Body,
            BodyHtml = Answer.BodyHtml,
            MentionIds = { Answer.MentionIds.Select(m => m.ToString()) },
            Score = Answer.Score,
            Accepted = Accepted,
            MyVote = MyVote,
            CreatedAt = Timestamp.FromDateTimeOffset(Answer.CreatedAt),
            EditedAt = Answer.EditedAt is { } edited ? Timestamp.FromDateTimeOffset(edited) : null,
            Comments = { comments },
            AuthorReputation = AuthorReputation,
        };
}

static class AnswerRows
{
    /// <summary>The answers as this person reads them, by one statement however many they are.</summary>
    public static IQueryable<AnswerRow> RowsFor(this IQueryable<Answer> answers, Guid me, QuestionsDbContext db) =>
        answers
            .AsNoTracking()
            .Select(a => new AnswerRow
            {
                Answer = a,
                // Not Any: the database would rather read all questions once than look up one.
                Accepted = db.Questions.Where(q => q.Id == a.QuestionId).Select(q => q.AcceptedAnswerId).FirstOrDefault() == a.Id,
                MyVote = db.Votes.Where(v => v.TargetId == a.Id && v.VoterId == me).Select(v => (int)v.Value).FirstOrDefault(),
                AuthorReputation = db.Reputations.Where(r => r.UserId == a.AuthorId).Select(r => r.Points).FirstOrDefault(),
            });
}
