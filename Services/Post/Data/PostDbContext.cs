using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.ServiceDefaults.Database;

namespace Social.Posts.Data;

public sealed class PostDbContext(DbContextOptions<PostDbContext> options) : DbContext(options)
{
    /// <summary>Every post that ever was, the deleted among them.</summary>
    public DbSet<Post> Posts => Set<Post>();

    /// <summary>What there is to read.</summary>
    public IQueryable<Post> Published => Posts.Where(p => p.DeletedAt == null);
    public DbSet<Media> Media => Set<Media>();
    public DbSet<PostTag> Tags => Set<PostTag>();
    public DbSet<PostWords> Words => Set<PostWords>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<Like> Likes => Set<Like>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Story> Stories => Set<Story>();
    public DbSet<SeenStory> SeenStories => Set<SeenStory>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();
    public DbSet<Author> Authors => Set<Author>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("posts").HasKey(p => p.Id);
            post.Property(p => p.Text).HasMaxLength(Post.TextRules.MaxBytes);
            // Keyset pages of an author, and counts. With the few deleted: they go, too, when their author does.
            post.HasIndex(p => new { p.AuthorId, p.Id });
            // Few mention anybody; asked when somebody's account is deleted.
            post.HasIndex(p => p.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
            post.HasMany(p => p.Images).WithOne().HasForeignKey(i => i.PostId);
        });
        modelBuilder.Entity<PostImage>(image =>
        {
            image.ToTable("images").HasKey(i => i.Id);
            image.Property(i => i.Alt).HasMaxLength(PostImage.AltRules.MaxBytes);
            image.HasOne<Media>().WithOne().HasForeignKey<PostImage>(i => i.Id).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Media>(media =>
        {
            media.ToTable("media").HasKey(m => m.Id);
            media.HasIndex(m => m.OwnerId);
            media.HasIndex(m => new { m.State, m.CreatedAt }).HasFilter("state <> 1");
        });
        IdempotencyRecord.Map(modelBuilder);
        PostTag.Map(modelBuilder);
        PostWords.Map(modelBuilder);
        Revision.Map(modelBuilder);
        Like.Map(modelBuilder);
        Comment.Map(modelBuilder);
        Story.Map(modelBuilder);
        Relations.Map(modelBuilder);
        Versions.Map(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
            property.ValueGenerated = ValueGenerated.Never;
        modelBuilder.AddEventTables();
    }
}
