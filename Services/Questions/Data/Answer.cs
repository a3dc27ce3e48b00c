using Microsoft.EntityFrameworkCore;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Database;

namespace Social.Questions.Data;

/// <summary>What somebody answers a question.</summary>
public sealed class Answer
{
    /// <summary>UUID version 7, so that answers sort by age.</summary>
    public Guid Id { get; private init; }
    public Guid QuestionId { get; private init; }

    /// <summary>Null once the account was deleted.</summary>
    public Guid? AuthorId { get; private init; }

    /// <summary>CommonMark.</summary>
    public string Body { get; private set; } = "";

    /// <inheritdoc cref="Question.BodyHtml"/>
    public string BodyHtml { get; private set; } = "";

    /// <summary>The people its body mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; private set; } = [];

    /// <summary>The sum of its votes: changed in their transaction only.</summary>
    public int Score { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? EditedAt { get; private set; }

    public static Answer Create(Guid question, Guid author, RenderedText body, Guid[] mentions, DateTimeOffset now)
    {
        var answer = new Answer
        {
            Id = Guid.CreateVersion7(now),
            QuestionId = question,
            AuthorId = author,
            CreatedAt = now,
        };
        answer.SetText(body, mentions);
        return answer;
    }

    /// <returns>What it said before.</returns>
    public Revision Edit(RenderedText body, Guid[] mentions, DateTimeOffset now)
    {
        var before = new Revision
        {
            Id = Guid.CreateVersion7(now),
            TargetId = Id,
            QuestionId = QuestionId,
            Body = Body,
            WrittenAt = EditedAt ?? CreatedAt,
        };
        SetText(body, mentions);
        EditedAt = now;
        return before;
    }

    void SetText(RenderedText body, Guid[] mentions) => (Body, BodyHtml, MentionIds) = (body.Source, body.Html, mentions);

    internal static void Map(ModelBuilder model) =>
        model.Entity<Answer>(answer =>
        {
            answer.ToTable("answers").HasKey(a => a.Id);
            answer.Property(a => a.Body).HasMaxLength(Question.BodyRules.MaxBytes);
            answer.HasIndex(a => new
            {
                a.QuestionId,
                a.Score,
                a.Id,
            });
            answer.HasIndex(a => new { a.AuthorId, a.QuestionId });
            answer.HasIndex(a => a.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
            answer.HasOne<Question>().WithMany().HasForeignKey(a => a.QuestionId);
        });
}
