using System.Globalization;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Social.Tests.Ledgers;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.Messaging;

/// <summary>A database and a topic that one test has for itself, and the ledgers in them.</summary>
sealed class TestEnvironment : IAsyncDisposable
{
    readonly Engines engines;
    readonly string name = $"ledger_{Guid.NewGuid():N}";
    readonly List<WebApplication> apps = [];

    TestEnvironment(Engines engines)
    {
        this.engines = engines;
        var writer = Ledger.Build(Settings(publishes: true, hears: true));
        apps.Add(writer);
        Writer = writer.Services;
    }

    public string Topic => name;

    /// <summary>Of a ledger in the test's own process that is not started: it states facts and looks things up.</summary>
    public IServiceProvider Writer { get; }

    public static async Task<TestEnvironment> NewAsync(Engines engines)
    {
        var environment = new TestEnvironment(engines);
        await environment.AskAsync(db => db.Database.EnsureCreatedAsync());
        return environment;
    }

    /// <summary>The settings of a ledger here that relays, consumes, or both.</summary>
    public Dictionary<string, string?> Settings(bool publishes, bool hears, params (string Name, string Value)[] more)
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
        {
            settings["Ledger:Publishes"] = name;
        }
        if (hears)
        {
            settings["Ledger:Hears"] = name;
        }
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }
        return settings;
    }

    /// <summary>A ledger in the test's own process; together, it applies events in one transaction that came one after another.</summary>
    public Task<WebApplication> StartAsync(bool publishes, bool hears, bool together = false) =>
        StartAsync(Settings(publishes, hears, together ? [("Ledger:Together", "yes")] : []));

    public async Task<WebApplication> StartAsync(Dictionary<string, string?> settings)
    {
        var app = Ledger.Build(settings);
        apps.Add(app);
        await app.StartAsync();
        return app;
    }

    public Task<int> StateAsync(Guid key, int count = 1) => Ledger.StateAsync(Writer, key, count);

    public Task<int> RetractAsync(Guid key) => Ledger.RetractAsync(Writer, key);

    /// <summary>The handler fails at this number until <see cref="RemovePoisonAsync"/>.</summary>
    public Task PoisonAsync(Guid key, int number) =>
        AskAsync(async db =>
        {
            db.Poison.Add(new() { Key = key, Number = number });
            return await db.SaveChangesAsync();
        });

    public Task RemovePoisonAsync() => AskAsync(db => db.Poison.ExecuteDeleteAsync());

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
        {
            await producer.ProduceAsync(Topic, new() { Key = key.ToString(), Value = record });
        }
    }

    /// <summary>What was taken in of a key, in the order in which that happened.</summary>
    public Task<List<int>> AppliedAsync(Guid key) =>
        AskAsync(db => db.Applied.Where(a => a.Key == key).OrderBy(a => a.Sequence).Select(a => a.Number).ToListAsync());

    public async Task<T> AskAsync<T>(Func<LedgerDb, Task<T>> ask)
    {
        await using var scope = Writer.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<LedgerDb>());
    }

    /// <summary>One number, asked in the words of the database.</summary>
    public async Task<int> CountAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public Task DeadLettersAsync(int count) =>
        Wait.UntilAsync(async () => await CountAsync("SELECT count(*) FROM dead_letters") == count, () => $"{count} dead letters");

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

    /// <summary>Waits until every stated fact is taken in, and checks that each was so once and in the order of the facts.</summary>
    public async Task AllAppliedAsync()
    {
        var facts = await AskAsync(db => db.Facts.CountAsync());
        var (seen, unsent) = (0, 0);
        await Wait.UntilAsync(
            async () =>
            {
                unsent = await CountAsync("SELECT count(*) FROM outbox");
                return (seen = await AskAsync(db => db.Applied.CountAsync())) >= facts;
            },
            () => $"{facts} facts to be applied; {seen} are, {unsent} are not sent. The broker's log is in {SystemLogs.Folder}."
        );
        var keys = await AskAsync(db => db.Facts.GroupBy(f => f.Key).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        foreach (var key in keys)
        {
            Assert.Equal(Enumerable.Range(1, key.Count), await AppliedAsync(key.Key));
        }
        Assert.Equal(facts, await AskAsync(db => db.Applied.CountAsync()));
    }

    /// <summary>A connection beside those of the ledgers, to hold a lock on.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(engines.Database(name));
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        NpgsqlConnection.ClearAllPools();
    }
}
