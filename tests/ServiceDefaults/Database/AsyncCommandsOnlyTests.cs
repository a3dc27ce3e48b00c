using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.ServiceDefaults.Database;

namespace Social.Tests.ServiceDefaults.Database;

public sealed class AsyncCommandsOnlyTests
{
    [Fact]
    public async Task A_query_that_would_block_its_thread_is_refused_before_it_waits_for_a_connection()
    {
        await using var db = new NoDatabase();
        var person = Guid.NewGuid();

        var refusal = Assert.Throws<InvalidOperationException>(() => db.Notes.ToList());
        var hidden = await Assert.ThrowsAnyAsync<Exception>(() =>
            db.Notes.Select(n => db.NotesOf(person).Any()).ToListAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains("would block its thread", refusal.Message);
        Assert.Contains("would block its thread", hidden.ToString());
    }

    [Fact]
    public async Task A_query_that_waits_without_a_thread_reaches_for_the_database()
    {
        await using var db = new NoDatabase();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.Notes.ToListAsync(TestContext.Current.CancellationToken));
        Assert.IsAssignableFrom<NpgsqlException>(failure.GetBaseException() is NpgsqlException found ? found : failure.InnerException);
    }

    sealed class Note
    {
        public Guid Id { get; init; }
        public Guid PersonId { get; init; }
    }

    /// <summary>Nobody listens at its address.</summary>
    sealed class NoDatabase : DbContext
    {
        public DbSet<Note> Notes => Set<Note>();

        public IQueryable<Note> NotesOf(Guid person) => Notes.Where(n => n.PersonId == person);

        protected override void OnConfiguring(DbContextOptionsBuilder options) =>
            options.UseNpgsql("Host=127.0.0.1;Port=1;Username=nobody").AddInterceptors(new AsyncCommandsOnly());
    }
}
