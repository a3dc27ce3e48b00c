using Microsoft.EntityFrameworkCore;
using Social.Messaging;

namespace Social.Tests.Ledgers;

/// <summary>What a writer wrote: the numbers of a key, without a gap.</summary>
public sealed class Fact
{
    public Guid Key { get; init; }
    public int Number { get; init; }
}

/// <summary>What a handler applied, in that order.</summary>
public sealed class Applied
{
    public long Sequence { get; init; }
    public Guid Key { get; init; }
    public int Number { get; init; }
    public Guid EventId { get; init; }

    /// <summary>By an event of a snapshot.</summary>
    public bool Republished { get; init; }
}

/// <summary>A number at which the handler fails.</summary>
public sealed class Poison
{
    public Guid Key { get; init; }
    public int Number { get; init; }
}

public sealed class LedgerDb(DbContextOptions<LedgerDb> options) : DbContext(options)
{
    public DbSet<Fact> Facts => Set<Fact>();
    public DbSet<Applied> Applied => Set<Applied>();
    public DbSet<Poison> Poison => Set<Poison>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventTables();
        modelBuilder.Entity<Fact>(e => e.ToTable("facts").HasKey(f => new { f.Key, f.Number }));
        modelBuilder.Entity<Applied>(e => e.ToTable("applied").HasKey(a => a.Sequence));
        modelBuilder.Entity<Poison>(e => e.ToTable("poison").HasKey(p => new { p.Key, p.Number }));
    }
}
