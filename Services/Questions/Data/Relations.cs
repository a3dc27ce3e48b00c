using Social.Messaging.Blocks;

namespace Social.Questions.Data;

static class Relations
{
    /// <summary>The questions that there are for this person to read.</summary>
    public static IQueryable<Question> VisibleTo(this QuestionsDbContext db, Guid person)
    {
        var apart = db.BlockedEitherWay(person);
        return db.Questions.Where(q => q.DeletedAt == null && (q.AuthorId == null || !apart.Contains(q.AuthorId.Value)));
    }

    /// <summary>The answers that there are for this person to read, of questions that are.</summary>
    public static IQueryable<Answer> AnswersVisibleTo(this QuestionsDbContext db, Guid person)
    {
        var apart = db.BlockedEitherWay(person);
        return db.Answers.Where(a => a.AuthorId == null || !apart.Contains(a.AuthorId.Value));
    }
}
