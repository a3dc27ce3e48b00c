using Microsoft.EntityFrameworkCore;
using Social.Messaging;
using Social.Messaging.Blocks;

namespace Social.Feeds.Data;

public sealed class FeedDbContext(DbContextOptions<FeedDbContext> options) : DbContext(options)
{
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<HighFollowerAuthor> HighFollowerAuthors => Set<HighFollowerAuthor>();
    public DbSet<TimelineUpdate> TimelineUpdates => Set<TimelineUpdate>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<Actor> Actors => Set<Actor>();
    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();
    public DbSet<PushDelivery> PushDeliveries => Set<PushDelivery>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("posts").HasKey(p => p.Id);
            post.Property(p => p.Id).ValueGeneratedNever();
            post.Ignore(p => p.Position);
            post.HasIndex(p => new
                {
                    p.AuthorId,
                    p.PublishedAt,
                    p.Id,
                })
                .IsDescending(false, true, true);
        });
        modelBuilder.Entity<Question>(question =>
        {
            question.ToTable("questions").HasKey(q => q.Id);
            question.Property(q => q.Id).ValueGeneratedNever();
            question.HasIndex(q => q.AuthorId);
        });
        modelBuilder.Entity<Follow>(follow =>
        {
            follow.ToTable("follows").HasKey(f => new { f.FollowerId, f.FollowedId });
            follow.HasIndex(f => new { f.FollowedId, f.FollowerId });
        });
        modelBuilder.Entity<Block>(block =>
        {
            block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
            block.HasIndex(b => new { b.BlockedId, b.BlockerId });
        });
        modelBuilder.Entity<Mute>(mute =>
        {
            mute.ToTable("mutes").HasKey(m => new { m.MuterId, m.MutedId });
            mute.HasIndex(m => m.MutedId);
        });
        modelBuilder.Entity<HighFollowerAuthor>(author =>
        {
            author.ToTable("high_follower_authors").HasKey(c => c.AuthorId);
            author.Property(c => c.AuthorId).ValueGeneratedNever();
        });
        modelBuilder.Entity<TimelineUpdate>(update =>
        {
            update.ToTable("timeline_updates").HasKey(d => d.Sequence);
            update.Property(d => d.Sequence).UseIdentityAlwaysColumn();
        });
        modelBuilder.Entity<Notification>(notification =>
        {
            notification.ToTable("notifications").HasKey(n => n.Id);
            notification.Property(n => n.Id).ValueGeneratedNever();
            notification
                .HasIndex(n => new
                {
                    n.RecipientId,
                    n.Kind,
                    n.PostId,
                })
                .IsUnique()
                .AreNullsDistinct(false)
                .HasFilter("not read")
                .HasDatabaseName("ix_notifications_unread");
            notification
                .HasIndex(n => new
                {
                    n.RecipientId,
                    n.At,
                    n.Id,
                })
                .IsDescending(false, true, true);
            notification.HasIndex(n => n.PostId);
        });
        modelBuilder.Entity<Actor>(actor =>
        {
            actor.ToTable("actors").HasKey(a => new { a.NotificationId, a.ActorId });
            actor.HasOne<Notification>().WithMany().HasForeignKey(a => a.NotificationId).OnDelete(DeleteBehavior.Cascade);
            actor.HasIndex(a => a.ActorId);
            actor.HasIndex(a => new { a.NotificationId, a.At }).IsDescending(false, true);
        });
        modelBuilder.AddPushTables();
        modelBuilder.AddEventTables();
    }
}
