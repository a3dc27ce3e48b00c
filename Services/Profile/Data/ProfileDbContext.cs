using Microsoft.EntityFrameworkCore;
using Social.Messaging;

namespace Social.Profiles.Data;

public sealed class ProfileDbContext(DbContextOptions<ProfileDbContext> options) : DbContext(options)
{
    public DbSet<Profile> Profiles => Set<Profile>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<Follow> Follows => Set<Follow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Profile>(profile =>
        {
            profile.ToTable("profiles").HasKey(p => p.Id);
            profile.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
            // Compared byte by byte: then one index serves equality, order and prefixes, whatever the server's locale.
            profile.Property(p => p.Username).HasColumnName("username").HasMaxLength(Username.MaxLength).UseCollation("C");
            profile.Property(p => p.DisplayName).HasColumnName("display_name").HasMaxLength(Profile.MaxDisplayName);
            profile.Property(p => p.Bio).HasColumnName("bio").HasMaxLength(Profile.MaxBio);
            profile.Property(p => p.AvatarMediaId).HasColumnName("avatar_media_id");
            profile.Property(p => p.Followers).HasColumnName("followers");
            profile.Property(p => p.Following).HasColumnName("following");
            profile.Property(p => p.CreatedAt).HasColumnName("created_at");
            profile.Property<string>("SearchName").HasColumnName("search_name").UseCollation("C");
            profile.Property<string>("SearchName").HasComputedColumnSql("lower(display_name)", stored: true);
            profile.HasIndex(p => p.Username).IsUnique();
            profile.HasIndex("SearchName");
        });
        modelBuilder.Entity<Reservation>(reservation =>
        {
            reservation.ToTable("reservations").HasKey(r => r.TransactionId);
            reservation.Property(r => r.TransactionId).HasColumnName("transaction_id").ValueGeneratedNever();
            reservation.Property(r => r.Username).HasColumnName("username").HasMaxLength(Username.MaxLength).UseCollation("C");
            reservation.Property(r => r.DisplayName).HasColumnName("display_name").HasMaxLength(Profile.MaxDisplayName);
            reservation.Property(r => r.Deadline).HasColumnName("deadline");
            reservation.Property(r => r.UserId).HasColumnName("user_id");
            reservation.HasIndex(r => r.Username).IsUnique();
            reservation.HasIndex(r => r.Deadline).HasFilter("user_id is null");
        });
        modelBuilder.Entity<Follow>(follow =>
        {
            follow.ToTable("follows").HasKey(f => new { f.FollowerId, f.FollowedId });
            follow.Property(f => f.FollowerId).HasColumnName("follower_id");
            follow.Property(f => f.FollowedId).HasColumnName("followed_id");
            follow.Property(f => f.Id).HasColumnName("id");
            follow.HasIndex(f => new { f.FollowerId, f.Id });
            follow.HasIndex(f => new { f.FollowedId, f.Id });
            follow.HasOne<Profile>().WithMany().HasForeignKey(f => f.FollowerId).OnDelete(DeleteBehavior.Restrict);
            follow.HasOne<Profile>().WithMany().HasForeignKey(f => f.FollowedId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.AddEventTables();
    }
}
