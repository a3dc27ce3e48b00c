using Microsoft.EntityFrameworkCore;
using Social.Messaging;

namespace Social.Auth.Data;

public sealed class AuthDbContext(DbContextOptions<AuthDbContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<KnownAddress> KnownAddresses => Set<KnownAddress>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<Registration> Registrations => Set<Registration>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<Attempt> Attempts => Set<Attempt>();

    public const string UsernameIndex = "ix_accounts_username";
    public const string EmailIndex = "ix_accounts_email";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(a => a.Id);
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.Username).HasMaxLength(Account.MaxUsername).UseCollation("C");
            account.Property(a => a.Email).HasMaxLength(Account.MaxEmail).UseCollation("C");
            account.Property(a => a.PasswordHash).HasMaxLength(200);
            account.HasIndex(a => a.Username).IsUnique().HasDatabaseName(UsernameIndex);
            account.HasIndex(a => a.Email).IsUnique().HasDatabaseName(EmailIndex);
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Device).HasMaxLength(Session.MaxDevice);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
            session.HasIndex(s => new { s.AccountId, s.Id });
            session.HasIndex(s => s.ExpiresAt);
        });
        modelBuilder.Entity<EndedSession>(session =>
        {
            session.ToTable("ended_sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasIndex(s => s.EndedAt);
        });
        modelBuilder.Entity<KnownAddress>(address =>
        {
            address.ToTable("known_addresses").HasKey(a => new { a.AccountId, a.Address });
            address.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
            address.HasIndex(a => a.LastAt);
        });
        modelBuilder.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens").HasKey(t => t.Hash);
            token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
            token.HasIndex(t => t.SpentAt).HasFilter("spent_at is not null");
        });
        modelBuilder.Entity<Registration>(registration =>
        {
            registration.ToTable("registrations").HasKey(r => r.TransactionId);
            registration.Property(r => r.TransactionId).ValueGeneratedNever();
            registration.HasIndex(r => r.UserId);
        });
        modelBuilder.Entity<SigningKey>(key =>
        {
            key.ToTable("signing_keys").HasKey(k => k.Id);
            key.Property(k => k.Id).HasMaxLength(64);
        });
        modelBuilder.Entity<Attempt>(attempt =>
        {
            attempt.ToTable("attempts").HasKey(a => a.Key);
            attempt.HasIndex(a => a.LastAt);
            attempt.HasIndex(a => a.Name);
        });
        modelBuilder.AddEventTables();
    }
}
