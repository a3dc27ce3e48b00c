using System.Globalization;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Social.Messaging.Kafka;
using Social.Tests.Ledgers;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>A database and a topic for one test, and the ledgers on them.</summary>
sealed class TestEnvironment : IAsyncDisposable
{
    readonly Engines engines;
    readonly string name = $"ledger_{Guid.NewGuid():N}";
    readonly List<WebApplication> apps = [];

    TestEnvironment(Engines engines)
    {
        this.engines = engines;
        var writer = Ledger.Build(Settings(publishes: true, consumes: true));
        apps.Add(writer);
        Writer = writer.Services;
    }

    public string Topic => name;

    /// <summary>Services of a ledger in the test's own process that is not started: it writes facts and reads tables.</summary>
    public IServiceProvider Writer { get; }

    public static async Task<TestEnvironment> NewAsync(Engines engines)
    {
        var environment = new TestEnvironment(engines);
        await environment.QueryAsync(db => db.Database.EnsureCreatedAsync());
        return environment;
    }

    /// <summary>The settings of a ledger here that relays, consumes, or both.</summary>
    public Dictionary<string, string?> Settings(bool publishes, bool consumes, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:db"] = engines.Database(name),
            ["ConnectionStrings:kafka"] = engines.Kafka,
            ["Kafka:BrokerVersionFallback"] = engines.KafkaVersion,
            ["Events:Group"] = name,
            ["Events:Attempts"] = "3",
            ["Events:FirstDelay"] = "00:00:00.010",
            ["Events:Session"] = "00:00:06",
        };
        if (publishes)
            settings["Ledger:Publishes"] = name;
        if (consumes)
            settings["Ledger:Consumes"] = name;
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }

    /// <summary>A ledger in the test's own process; with batches, it applies consecutive events in one transaction.</summary>
    public Task<WebApplication> StartAsync(bool publishes, bool consumes, bool batches = false) =>
        StartAsync(Settings(publishes, consumes, batches ? [("Ledger:Batches", "yes")] : []));

    public async Task<WebApplication> StartAsync(Dictionary<string, string?> settings, ILoggerProvider? logs = null)
    {
        var app = Build(settings, logs);
        await app.StartAsync();
        return app;
    }

    /// <summary>A ledger that is not started.</summary>
    public WebApplication Build(Dictionary<string, string?> settings, ILoggerProvider? logs = null)
    {
        var app = Ledger.Build(settings, logs);
        apps.Add(app);
        return app;
    }

    /// <summary>When a client of the ledger last lost all brokers.</summary>
    public static long LostAt(WebApplication ledger) => ledger.Services.GetRequiredService<KafkaClients>().LostAt;

    public Task<int> WriteFactsAsync(Guid key, int count = 1) => Ledger.WriteFactsAsync(Writer, key, count);

    public Task<int> RetractAsync(Guid key) => Ledger.RetractAsync(Writer, key);

    /// <summary>The handler fails at this number until <see cref="RemovePoisonAsync"/>.</summary>
    public Task PoisonAsync(Guid key, int number) =>
        QueryAsync(async db =>
        {
            db.Poison.Add(new() { Key = key, Number = number });
            return await db.SaveChangesAsync();
        });

    public Task RemovePoisonAsync() => QueryAsync(db => db.Poison.ExecuteDeleteAsync());

    /// <summary>Delivers bytes to the consumers as the relay would, without any outbox.</summary>
    public async Task ProduceAsync(Guid key, params byte[]?[] records)
    {
        var settings = new ProducerConfig
        {
            BootstrapServers = engines.Kafka,
            ApiVersionRequest = engines.KafkaVersion is null,
            BrokerVersionFallback = engines.KafkaVersion,
        };
        using var producer = new ProducerBuilder<string, byte[]?>(settings).Build();
        foreach (var record in records)
            await producer.ProduceAsync(Topic, new() { Key = key.ToString(), Value = record });
    }

    /// <summary>What was applied of a key, in that order.</summary>
    public Task<List<int>> AppliedAsync(Guid key) =>
        QueryAsync(db => db.Applied.Where(a => a.Key == key).OrderBy(a => a.Sequence).Select(a => a.Number).ToListAsync());

    public async Task<T> QueryAsync<T>(Func<LedgerDb, Task<T>> ask)
    {
        await using var scope = Writer.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<LedgerDb>());
    }

    /// <summary>The number that a statement returns.</summary>
    public async Task<int> CountAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public Task DeadLettersAsync(int count) =>
        Wait.UntilAsync(async () => await CountAsync("SELECT count(*) FROM dead_letters") == count, () => $"{count} dead letters");

    public Task AllSentAsync() =>
        Wait.UntilAsync(async () => await CountAsync("SELECT count(*) FROM outbox") == 0, () => "every event to be sent");

    /// <summary>Waits until a transaction in this database waits for an advisory lock.</summary>
    public Task LockIsWaitedForAsync() =>
        Wait.UntilAsync(
            async () =>
                await CountAsync(
                    """
                    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    """
                ) > 0,
            () => "a transaction to wait for the lock"
        );

    /// <summary>Waits until every fact is applied, and checks that each was once and in the order of the facts.</summary>
    public async Task AllAppliedAsync()
    {
        var facts = await QueryAsync(db => db.Facts.CountAsync());
        var (seen, unsent) = (0, 0);
        await Wait.UntilAsync(
            async () =>
            {
                unsent = await CountAsync("SELECT count(*) FROM outbox");
                return (seen = await QueryAsync(db => db.Applied.CountAsync())) >= facts;
            },
            () => $"{facts} facts to be applied; {seen} are, {unsent} are not sent. The broker's log is in {SystemLogs.Folder}."
        );
        var keys = await QueryAsync(db => db.Facts.GroupBy(f => f.Key).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        foreach (var key in keys)
            Assert.Equal(Enumerable.Range(1, key.Count), await AppliedAsync(key.Key));
        Assert.Equal(facts, await QueryAsync(db => db.Applied.CountAsync()));
    }

    /// <summary>A connection beside those of the ledgers, to hold a lock on.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(engines.Database(name));
        await connection.OpenAsync();
        return connection;
    }

    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        // Of this database alone: other tests use theirs.
        await using var pooled = new NpgsqlConnection(engines.Database(name));
        NpgsqlConnection.ClearPool(pooled);
    }
}
