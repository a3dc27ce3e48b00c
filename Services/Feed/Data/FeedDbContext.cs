using Microsoft.EntityFrameworkCore;
using Social.Messaging;

namespace Social.Feeds.Data;

public sealed class FeedDbContext(DbContextOptions<FeedDbContext> options) : DbContext(options)
{
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<HighFollowerAuthor> HighFollowerAuthors => Set<HighFollowerAuthor>();
    public DbSet<TimelineUpdate> TimelineUpdates => Set<TimelineUpdate>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<Actor> Actors => Set<Actor>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("posts").HasKey(p => p.Id);
            post.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
            post.Property(p => p.AuthorId).HasColumnName("author_id");
            post.Property(p => p.PublishedAt).HasColumnName("published_at");
            post.Ignore(p => p.Position);
            post.HasIndex(p => new
                {
                    p.AuthorId,
                    p.PublishedAt,
                    p.Id,
                })
                .IsDescending(false, true, true);
        });
        modelBuilder.Entity<Follow>(follow =>
        {
            follow.ToTable("follows").HasKey(f => new { f.FollowerId, f.FollowedId });
            follow.Property(f => f.FollowerId).HasColumnName("follower_id");
            follow.Property(f => f.FollowedId).HasColumnName("followed_id");
            follow.HasIndex(f => new { f.FollowedId, f.FollowerId });
        });
        modelBuilder.Entity<Block>(block =>
        {
            block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
            block.Property(b => b.BlockerId).HasColumnName("blocker_id");
            block.Property(b => b.BlockedId).HasColumnName("blocked_id");
            block.HasIndex(b => new { b.BlockedId, b.BlockerId });
        });
        modelBuilder.Entity<Mute>(mute =>
        {
            mute.ToTable("mutes").HasKey(m => new { m.MuterId, m.MutedId });
            mute.Property(m => m.MuterId).HasColumnName("muter_id");
            mute.Property(m => m.MutedId).HasColumnName("muted_id");
            mute.HasIndex(m => m.MutedId);
        });
        modelBuilder.Entity<HighFollowerAuthor>(author =>
        {
            author.ToTable("crowds").HasKey(c => c.AuthorId);
            author.Property(c => c.AuthorId).HasColumnName("author_id").ValueGeneratedNever();
        });
        modelBuilder.Entity<TimelineUpdate>(update =>
        {
            update.ToTable("deliveries").HasKey(d => d.Sequence);
            update.Property(d => d.Sequence).HasColumnName("sequence").UseIdentityAlwaysColumn();
            update.Property(d => d.PostId).HasColumnName("post_id");
            update.Property(d => d.FeedOf).HasColumnName("feed_of");
            update.Property(d => d.NotificationId).HasColumnName("notification_id");
        });
        modelBuilder.Entity<Notification>(notification =>
        {
            notification.ToTable("notifications").HasKey(n => n.Id);
            notification.Property(n => n.Id).HasColumnName("id").ValueGeneratedNever();
            notification.Property(n => n.RecipientId).HasColumnName("recipient_id");
            notification.Property(n => n.Kind).HasColumnName("kind");
            notification.Property(n => n.PostId).HasColumnName("post_id");
            notification.Property(n => n.At).HasColumnName("at");
            notification.Property(n => n.Read).HasColumnName("read");
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
            actor.Property(a => a.NotificationId).HasColumnName("notification_id");
            actor.Property(a => a.ActorId).HasColumnName("actor_id");
            actor.Property(a => a.At).HasColumnName("at");
            actor.Property(a => a.Sources).HasColumnName("sources");
            actor.HasOne<Notification>().WithMany().HasForeignKey(a => a.NotificationId).OnDelete(DeleteBehavior.Cascade);
            actor.HasIndex(a => a.ActorId);
            actor.HasIndex(a => new { a.NotificationId, a.At }).IsDescending(false, true);
        });
        modelBuilder.AddEventTables();
    }
}
