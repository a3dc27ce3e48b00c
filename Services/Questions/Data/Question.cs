using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>What somebody wants to know.</summary>
public sealed class Question
{
    public const int MinTitle = 15;
    public const int MaxExcerpt = 240;

    public static readonly TextRules TitleRules = new(150, Lines: false);
    public static readonly TextRules BodyRules = new(30_000, Indents: true);

    /// <summary>UUID version 7, so that questions sort by age.</summary>
    public Guid Id { get; private init; }

    /// <summary>Null once the account was deleted.</summary>
    public Guid? AuthorId { get; private init; }
    public string Title { get; private set; } = "";

    /// <summary>CommonMark.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The body as it is shown: rendered and sanitised when it was written.</summary>
    public string BodyHtml { get; private set; } = "";

    /// <summary>The beginning of the body as plain text.</summary>
    public string Excerpt { get; private set; } = "";

    /// <summary>In the order in which they were given.</summary>
    public string[] Tags { get; private set; } = [];

    /// <summary>The people its body mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; private set; } = [];

    /// <summary>The sum of its votes: changed in their transaction only.</summary>
    public int Score { get; private init; }

    /// <summary>How many rows of answers there are for it: changed in their transaction only.</summary>
    public int Answers { get; private init; }

    /// <summary>How often it was read: added up in batches (<see cref="ViewCounter"/>).</summary>
    public long Views { get; private init; }
    public Guid? AcceptedAnswerId { get; set; }

    /// <summary>Set: it is closed as a duplicate of this one.</summary>
    public Guid? DuplicateOfId { get; set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>When it was asked, answered or edited last.</summary>
    public DateTimeOffset ActiveAt { get; private set; }

    /// <summary>When set, only id and author are left: enough to answer a repeated deletion.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Question Ask(Guid author, QuestionText text, Guid[] mentions, DateTimeOffset now)
    {
        var question = new Question
        {
            Id = Guid.CreateVersion7(now),
            AuthorId = author,
            CreatedAt = now,
            ActiveAt = now,
        };
        question.SetText(text, mentions);
        return question;
    }

    /// <returns>What it said before.</returns>
    public Revision Edit(QuestionText text, Guid[] mentions, DateTimeOffset now)
    {
        var before = new Revision
        {
            Id = Guid.CreateVersion7(now),
            TargetId = Id,
            QuestionId = Id,
            Title = Title,
            Body = Body,
            Tags = Tags,
            WrittenAt = EditedAt ?? CreatedAt,
        };
        SetText(text, mentions);
        (EditedAt, ActiveAt) = (now, now);
        return before;
    }

    /// <summary>These people are not mentioned any more: their accounts were deleted.</summary>
    public void RemoveMentions(IReadOnlySet<Guid> deleted) => MentionIds = [.. MentionIds.Except(deleted)];

    /// <summary>Something was answered.</summary>
    public void Touch(DateTimeOffset now) => ActiveAt = now;

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: it is closed.</exception>
    public void EnsureOpen()
    {
        if (DuplicateOfId is not null)
            throw new FaultException(Fault.Conflict, "This question is closed as a duplicate: answer the other one.");
    }

    /// <exception cref="FaultException"><see cref="Fault.Forbidden"/>.</exception>
    public void EnsureAsker(Guid me, string verb)
    {
        if (AuthorId != me)
            throw new FaultException(Fault.Forbidden, $"Only its asker {verb}.");
    }

    /// <summary>Clears everything but that it was.</summary>
    public void Delete(DateTimeOffset now)
    {
        DeletedAt = now;
        (Title, Body, BodyHtml, Excerpt) = ("", "", "", "");
        (Tags, MentionIds) = ([], []);
        (AcceptedAnswerId, DuplicateOfId) = (null, null);
    }

    void SetText(QuestionText text, Guid[] mentions) =>
        (Title, Body, BodyHtml, Excerpt, Tags, MentionIds) = (
            text.Title,
            text.Body.Source,
            text.Body.Html,
            Graphemes.Cut(text.Body.Plain, MaxExcerpt),
            text.Tags,
            mentions
        );

    internal static void Map(ModelBuilder model) =>
        model.Entity<Question>(question =>
        {
            question.ToTable("questions").HasKey(q => q.Id);
            question.Property(q => q.Title).HasMaxLength(TitleRules.MaxBytes);
            question.Property(q => q.Body).HasMaxLength(BodyRules.MaxBytes);
            question.Property(q => q.Excerpt).HasMaxLength(MaxExcerpt);
            question.HasIndex(q => new { q.AuthorId, q.Id });
            // The orders in which they are listed.
            question.HasIndex(q => new { q.ActiveAt, q.Id }).HasFilter("deleted_at is null");
            question.HasIndex(q => new { q.Score, q.Id }).HasFilter("deleted_at is null");
            question.HasIndex(q => q.Id).HasFilter("deleted_at is null and answers = 0").HasDatabaseName("ix_questions_unanswered");
            question.HasIndex(q => q.DuplicateOfId).HasFilter("duplicate_of_id is not null");
            question.HasIndex(q => q.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
        });
}
