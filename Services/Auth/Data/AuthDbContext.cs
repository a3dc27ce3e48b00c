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
            account.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
            account.Property(a => a.Username).HasColumnName("username").HasMaxLength(Account.MaxUsername).UseCollation("C");
            account.Property(a => a.Email).HasColumnName("email").HasMaxLength(Account.MaxEmail).UseCollation("C");
            account.Property(a => a.PasswordHash).HasColumnName("password_hash").HasMaxLength(200);
            account.Property(a => a.CreatedAt).HasColumnName("created_at");
            account.HasIndex(a => a.Username).IsUnique().HasDatabaseName(UsernameIndex);
            account.HasIndex(a => a.Email).IsUnique().HasDatabaseName(EmailIndex);
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
            session.Property(s => s.AccountId).HasColumnName("account_id");
            session.Property(s => s.Device).HasColumnName("device").HasMaxLength(Session.MaxDevice);
            session.Property(s => s.CreatedAt).HasColumnName("created_at");
            session.Property(s => s.LastUsedAt).HasColumnName("last_used_at");
            session.Property(s => s.ExpiresAt).HasColumnName("expires_at");
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
            session.HasIndex(s => new { s.AccountId, s.Id });
            session.HasIndex(s => s.ExpiresAt);
        });
        modelBuilder.Entity<EndedSession>(session =>
        {
            session.ToTable("ended_sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
            session.Property(s => s.EndedAt).HasColumnName("ended_at");
            session.HasIndex(s => s.EndedAt);
        });
        modelBuilder.Entity<KnownAddress>(address =>
        {
            address.ToTable("known_addresses").HasKey(a => new { a.AccountId, a.Address });
            address.Property(a => a.AccountId).HasColumnName("account_id");
            address.Property(a => a.Address).HasColumnName("address");
            address.Property(a => a.LastAt).HasColumnName("last_at");
            address.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
            address.HasIndex(a => a.LastAt);
        });
        modelBuilder.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens").HasKey(t => t.Hash);
            token.Property(t => t.Hash).HasColumnName("hash");
            token.Property(t => t.SessionId).HasColumnName("session_id");
            token.Property(t => t.IssuedAt).HasColumnName("issued_at");
            token.Property(t => t.SpentAt).HasColumnName("spent_at");
            token.Property(t => t.EncryptedSuccessor).HasColumnName("covered_successor");
            token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
            token.HasIndex(t => t.SpentAt).HasFilter("spent_at is not null");
        });
        modelBuilder.Entity<Registration>(registration =>
        {
            registration.ToTable("registrations").HasKey(r => r.TransactionId);
            registration.Property(r => r.TransactionId).HasColumnName("transaction_id").ValueGeneratedNever();
            registration.Property(r => r.UserId).HasColumnName("user_id");
            registration.Property(r => r.DecidedAt).HasColumnName("decided_at");
            registration.HasIndex(r => r.UserId);
        });
        modelBuilder.Entity<SigningKey>(key =>
        {
            key.ToTable("signing_keys").HasKey(k => k.Id);
            key.Property(k => k.Id).HasColumnName("id").HasMaxLength(64);
            key.Property(k => k.X).HasColumnName("x");
            key.Property(k => k.Y).HasColumnName("y");
            key.Property(k => k.EncryptedPrivate).HasColumnName("sealed_private");
            key.Property(k => k.CreatedAt).HasColumnName("created_at");
            key.Property(k => k.SignsFrom).HasColumnName("signs_from");
        });
        modelBuilder.Entity<Attempt>(attempt =>
        {
            attempt.ToTable("attempts").HasKey(a => a.Key);
            attempt.Property(a => a.Key).HasColumnName("key");
            attempt.Property(a => a.Name).HasColumnName("name");
            attempt.Property(a => a.Count).HasColumnName("count");
            attempt.Property(a => a.LastAt).HasColumnName("last_at");
            attempt.Property(a => a.BlockedUntil).HasColumnName("blocked_until");
            attempt.HasIndex(a => a.LastAt);
            attempt.HasIndex(a => a.Name);
        });
        modelBuilder.AddEventTables();
    }
}
