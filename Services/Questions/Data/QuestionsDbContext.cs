using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.ServiceDefaults.Database;

namespace Social.Questions.Data;

public sealed class QuestionsDbContext(DbContextOptions<QuestionsDbContext> options) : DbContext(options)
{
    /// <summary>Every question that ever was, the deleted among them.</summary>
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<TextImage> TextImages => Set<TextImage>();
    public DbSet<ImageClaim> ImageClaims => Set<ImageClaim>();
    public DbSet<Vote> Votes => Set<Vote>();
    public DbSet<Reputation> Reputations => Set<Reputation>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<QuestionTag> QuestionTags => Set<QuestionTag>();
    public DbSet<QuestionFollow> QuestionFollows => Set<QuestionFollow>();
    public DbSet<TagFollow> TagFollows => Set<TagFollow>();
    public DbSet<QuestionWords> Words => Set<QuestionWords>();
    public DbSet<AnswerWords> AnswerWords => Set<AnswerWords>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Question.Map(modelBuilder);
        Answer.Map(modelBuilder);
        Comment.Map(modelBuilder);
        Revision.Map(modelBuilder);
        TextImage.Map(modelBuilder);
        ImageClaim.Map(modelBuilder);
        Vote.Map(modelBuilder);
        Reputation.Map(modelBuilder);
        Data.QuestionTags.Map(modelBuilder);
        Follows.Map(modelBuilder);
        QuestionWords.Map(modelBuilder);
        Data.AnswerWords.Map(modelBuilder);
        Block.Map(modelBuilder);
        IdempotencyRecord.Map(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
            property.ValueGenerated = ValueGenerated.Never;
        modelBuilder.AddEventTables();
    }
}
