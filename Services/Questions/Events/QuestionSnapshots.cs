using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Questions.Data;

namespace Social.Questions.Events;

/// <summary>Whose question each is, or was: what others keep of them. Answers and votes only notify, and that is not repeated.</summary>
public sealed class QuestionSnapshots(QuestionsDbContext db) : ISnapshotPublisher
{
    public string Name => "questions";

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) =>
        db
            .Questions.Where(q => q.Id > after.Aggregate)
            .OrderBy(q => q.Id)
            .Take(atMost)
            .Select(q => new SnapshotRow(q.Id, Guid.Empty))
            .ToListAsync(stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var questions = await db
            .Questions.Where(q => page.Aggregates.Contains(q.Id))
            .Select(q => new
            {
                q.Id,
                q.AuthorId,
                q.CreatedAt,
                q.DeletedAt,
            })
            .ToListAsync(stop);
        foreach (var question in questions)
            if (question.DeletedAt is not null)
                db.Republish(
                    question.Id,
                    new QuestionDeleted { QuestionId = question.Id.ToString(), AuthorId = question.AuthorId?.ToString() ?? "" }
                );
            else
                db.Republish(
                    question.Id,
                    new QuestionAsked
                    {
                        QuestionId = question.Id.ToString(),
                        AuthorId = question.AuthorId?.ToString() ?? "",
                        AskedAt = Timestamp.FromDateTimeOffset(question.CreatedAt),
                    }
                );
    }
}
