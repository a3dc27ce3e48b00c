using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Social.Messaging;

namespace Social.Profiles.Data;

public sealed class ProfileDbContext(DbContextOptions<ProfileDbContext> options) : DbContext(options)
{
    public DbSet<Profile> Profiles => Set<Profile>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Profile>(Map);
        modelBuilder.Entity<Reservation>(Map);
        modelBuilder.Entity<Follow>(Map);
        modelBuilder.Entity<Block>(Map);
        modelBuilder.Entity<Mute>(Map);
        modelBuilder.AddEventTables();
    }

    static void Map(EntityTypeBuilder<Profile> profile)
    {
        profile.ToTable("profiles").HasKey(p => p.Id);
        profile.Property(p => p.Id).ValueGeneratedNever();
        // Compared byte by byte: then one index serves equality, order and prefixes, whatever the server's locale.
        profile.Property(p => p.Username).HasMaxLength(Username.MaxLength).UseCollation("C");
        profile.Property(p => p.DisplayName).HasMaxLength(Profile.DisplayNameRules.MaxBytes);
        profile.Property(p => p.Bio).HasMaxLength(Profile.BioRules.MaxBytes);
        // fold() is the database's own (see the migration Relations): what is stored and what is asked for are folded alike.
        profile.Property<string>("SearchName").UseCollation("C");
        profile.Property<string>("SearchName").HasComputedColumnSql("fold(display_name)", stored: true);
        profile.Property<string>("SearchText").UseCollation("C");
        profile.Property<string>("SearchText").HasComputedColumnSql("fold(username || ' ' || display_name)", stored: true);
        profile.HasIndex(p => p.Username).IsUnique();
        profile.HasIndex("SearchName");
        profile.HasIndex("SearchText").HasMethod("gin").HasOperators("gin_trgm_ops");
    }

    static void Map(EntityTypeBuilder<Reservation> reservation)
    {
        reservation.ToTable("reservations").HasKey(r => r.TransactionId);
        reservation.Property(r => r.TransactionId).ValueGeneratedNever();
        reservation.Property(r => r.Username).HasMaxLength(Username.MaxLength).UseCollation("C");
        reservation.Property(r => r.DisplayName).HasMaxLength(Profile.DisplayNameRules.MaxBytes);
        reservation.HasIndex(r => r.Username).IsUnique();
        reservation.HasIndex(r => r.Deadline).HasFilter("user_id is null");
        reservation.HasIndex(r => r.UserId);
    }

    static void Map(EntityTypeBuilder<Follow> follow)
    {
        follow.ToTable("follows").HasKey(f => new { f.FollowerId, f.FollowedId });
        follow.Ignore(f => f.At);
        follow.HasIndex(f => new { f.FollowerId, f.Id });
        follow.HasIndex(f => new { f.FollowedId, f.Id });
        follow.HasOne<Profile>().WithMany().HasForeignKey(f => f.FollowerId).OnDelete(DeleteBehavior.Restrict);
        follow.HasOne<Profile>().WithMany().HasForeignKey(f => f.FollowedId).OnDelete(DeleteBehavior.Restrict);
    }

    static void Map(EntityTypeBuilder<Block> block)
    {
        block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
        block.HasOne<Profile>().WithMany().HasForeignKey(b => b.BlockerId).OnDelete(DeleteBehavior.Restrict);
        block.HasOne<Profile>().WithMany().HasForeignKey(b => b.BlockedId).OnDelete(DeleteBehavior.Restrict);
    }

    static void Map(EntityTypeBuilder<Mute> mute)
    {
        mute.ToTable("mutes").HasKey(m => new { m.MuterId, m.MutedId });
        mute.HasOne<Profile>().WithMany().HasForeignKey(m => m.MuterId).OnDelete(DeleteBehavior.Restrict);
        mute.HasOne<Profile>().WithMany().HasForeignKey(m => m.MutedId).OnDelete(DeleteBehavior.Restrict);
    }
}
