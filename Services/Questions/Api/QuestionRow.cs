using Google.Protobuf.WellKnownTypes;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Questions.Data;

namespace Social.Questions.Api;

/// <summary>A question in a list, as one person reads it: without its body, which may be long.</summary>
sealed class QuestionRow
{
    public Guid Id { get; init; }
    public Guid? AuthorId { get; init; }
    public required string Title { get; init; }
    public required string Excerpt { get; init; }
    public required string[] Tags { get; init; }
    public int Score { get; init; }
    public int Answers { get; init; }
    public long Views { get; init; }
    public Guid? AcceptedAnswerId { get; init; }
    public Guid? DuplicateOfId { get; init; }
    public int MyVote { get; init; }
    public bool Followed { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset ActiveAt { get; init; }
    public int AuthorReputation { get; init; }

    public QuestionView ToView() =>
        new()
        {
            Id = Id.ToString(),
            AuthorId = AuthorId.ToText(),
            Title = Title,
            Excerpt = Excerpt,
            Tags = { Tags },
            Score = Score,
            Answers = Answers,
            Views = Views,
            AcceptedAnswerId = AcceptedAnswerId.ToText(),
            DuplicateOfId = DuplicateOfId.ToText(),
            MyVote = MyVote,
            Followed = Followed,
            CreatedAt = Timestamp.FromDateTimeOffset(CreatedAt),
            EditedAt = EditedAt is { } edited ? Timestamp.FromDateTimeOffset(edited) : null,
            ActiveAt = Timestamp.FromDateTimeOffset(ActiveAt),
            AuthorReputation = AuthorReputation,
        };
}

static class QuestionRows
{
    /// <summary>The questions as this person reads them, by one statement however many they are.</summary>
    public static IQueryable<QuestionRow> RowsFor(this IQueryable<Question> questions, Guid me, QuestionsDbContext db)
    {
        var apart = db.BlockedEitherWay(me);
        return questions.Select(q => new QuestionRow
        {
            Id = q.Id,
            AuthorId = q.AuthorId,
            Title = q.Title,
            Excerpt = q.Excerpt,
            Tags = q.Tags,
            Score = q.Score,
            // Without those that a block hides from the reader, as their list is.
            Answers = q.Answers - db.Answers.Count(a => a.QuestionId == q.Id && a.AuthorId != null && apart.Contains(a.AuthorId.Value)),
            Views = q.Views,
            AcceptedAnswerId = q.AcceptedAnswerId,
            DuplicateOfId = q.DuplicateOfId,
            MyVote = db.Votes.Where(v => v.TargetId == q.Id && v.VoterId == me).Select(v => (int)v.Value).FirstOrDefault(),
            Followed = db.QuestionFollows.Any(f => f.QuestionId == q.Id && f.UserId == me),
            CreatedAt = q.CreatedAt,
            EditedAt = q.EditedAt,
            ActiveAt = q.ActiveAt,
            AuthorReputation = db.Reputations.Where(r => r.UserId == q.AuthorId).Select(r => r.Points).FirstOrDefault(),
        });
    }
}
