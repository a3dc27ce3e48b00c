using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.Tests.Polyfills.Engines;

namespace Social.Tests.Polyfills.Npgsql;

/// <summary>AddNpgsqlDbContext against a real server.</summary>
public sealed class ContextTests(Stores stores)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_context_reads_what_another_wrote_in_a_transaction_of_its_own()
    {
        using var host = Build(await stores.DatabaseAsync($"notes_{Guid.NewGuid():N}"));
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Notes>();
            await db.Database.EnsureCreatedAsync(Stop);
            // With the strategy that the real package turns on unless told otherwise this would throw.
            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            db.All.Add(new() { Id = 1, Text = "one" });
            await db.SaveChangesAsync(Stop);
            await transaction.CommitAsync(Stop);
        }
        await using (var scope = host.Services.CreateAsyncScope())
            Assert.Equal("one", (await scope.ServiceProvider.GetRequiredService<Notes>().All.SingleAsync(Stop)).Text);
    }

    [Fact]
    public async Task Contexts_are_pooled_and_take_the_settings()
    {
        var connection = await stores.DatabaseAsync("nobody_connects");
        using var host = Build(connection, settings => settings.CommandTimeout = 7, options => options.EnableDetailedErrors());
        Notes first;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            first = scope.ServiceProvider.GetRequiredService<Notes>();
            Assert.Equal(7, first.Database.GetCommandTimeout());
            Assert.Equal(connection, first.Database.GetConnectionString());
        }
        await using (var scope = host.Services.CreateAsyncScope())
            Assert.Same(first, scope.ServiceProvider.GetRequiredService<Notes>());
    }

    [Fact]
    public void Without_a_connection_string_the_first_use_says_which_is_missing()
    {
        using var host = Build(connection: null);
        using var scope = host.Services.CreateScope();
        var refusal = Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<Notes>());
        Assert.Contains("ConnectionStrings:notes", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void What_it_does_not_cover_is_refused(bool noRetry, bool noHealthChecks) =>
        Assert.Throws<NotSupportedException>(() =>
            Build("Host=127.0.0.1", settings => (settings.DisableRetry, settings.DisableHealthChecks) = (noRetry, noHealthChecks))
        );

    static IHost Build(
        string? connection,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configure = null,
        Action<DbContextOptionsBuilder>? options = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:notes", connection)]);
        builder.AddNpgsqlDbContext<Notes>(
            "notes",
            settings =>
            {
                (settings.DisableRetry, settings.DisableHealthChecks) = (true, true);
                configure?.Invoke(settings);
            },
            options
        );
        return builder.Build();
    }

    public sealed class Note
    {
        public int Id { get; init; }
        public required string Text { get; init; }
    }

    public sealed class Notes(DbContextOptions<Notes> options) : DbContext(options)
    {
        public DbSet<Note> All => Set<Note>();
    }
}
