using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Consumer;

namespace Social.Tests.Ledgers;

/// <summary>
/// A small service over the messaging under test: it writes facts about keys, numbered without a gap, and records what it receives.
/// The same code runs in the test's process and in children that are killed.
/// </summary>
public static class Ledger
{
    /// <summary>Settings: ConnectionStrings:db and :kafka, Ledger:Publishes and Ledger:Consumes (topics, either may be absent), Ledger:Batches.</summary>
    public static WebApplication Build(IEnumerable<KeyValuePair<string, string?>> settings, ILoggerProvider? logs = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Ledger).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["URLS"] = "http://127.0.0.1:0";
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (logs is not null)
            builder.Logging.AddProvider(logs);
        builder.Services.AddDbContextPool<LedgerDb>(o =>
            o.UseNpgsql(builder.Configuration.GetConnectionString("db")).UseSnakeCaseNamingConvention()
        );
        var events = builder.AddEvents<LedgerDb>(builder.Configuration["Ledger:Publishes"]);
        events.Republish<CurrentFacts>();
        if (builder.Configuration["Ledger:Consumes"] is { } consumes)
        {
            _ = builder.Configuration["Ledger:Batches"] is null
                ? events.Handle<UserFollowed, OnFact>(consumes)
                : events.Handle<UserFollowed, OnFacts>(consumes);
            events.Handle<UserUnfollowed, OnRetraction>(consumes);
        }
        var app = builder.Build();
        app.MapHealthChecks("/health");
        return app;
    }

    /// <summary>Writes the next facts of a key; returns the last one's number once they are committed.</summary>
    public static Task<int> WriteFactsAsync(IServiceProvider services, Guid key, int count = 1, CancellationToken stop = default) =>
        SaveAsync(
            services,
            key,
            count,
            (db, number) => db.Publish(key, new UserFollowed { FollowerId = $"{key}", FollowedId = number }),
            stop
        );

    /// <summary>As <see cref="WriteFactsAsync"/>, by an event of another type, which has a handler of its own.</summary>
    public static Task<int> RetractAsync(IServiceProvider services, Guid key, CancellationToken stop = default) =>
        SaveAsync(
            services,
            key,
            1,
            (db, number) => db.Publish(key, new UserUnfollowed { FollowerId = $"{key}", FollowedId = number }),
            stop
        );

    static async Task<int> SaveAsync(
        IServiceProvider services,
        Guid key,
        int count,
        Action<LedgerDb, string> publish,
        CancellationToken stop
    )
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockAsync([key], stop);
        var last = await db.Facts.Where(f => f.Key == key).MaxAsync(f => (int?)f.Number, stop) ?? 0;
        for (var i = 0; i < count; i++)
        {
            last++;
            db.Facts.Add(new() { Key = key, Number = last });
            publish(db, last.ToString(CultureInfo.InvariantCulture));
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return last;
    }
}

/// <summary>Records what it receives; fails at poison; hangs before the commit at the number Ledger:HangAt.</summary>
public sealed class OnFact(LedgerDb db, IConfiguration configuration) : IEventHandler<UserFollowed>
{
    public async Task Handle(UserFollowed e, EventContext context, CancellationToken stop)
    {
        var key = Guid.Parse(e.FollowerId);
        var number = int.Parse(e.FollowedId, CultureInfo.InvariantCulture);
        if (await db.Poison.AnyAsync(p => p.Key == key && p.Number == number, stop))
            throw new InvalidOperationException($"The number {number} is poison.");
        db.Applied.Add(
            new()
            {
                Key = key,
                Number = number,
                EventId = context.Id,
                Republished = context.Republished,
            }
        );
        if (configuration.GetValue<int?>("Ledger:HangAt") == number)
        {
            await db.SaveChangesAsync(stop);
            await Console.Out.WriteLineAsync("hanging");
            await Task.Delay(Timeout.Infinite, stop);
        }
    }
}

/// <summary>Records what it receives; the only handler of its type of event.</summary>
public sealed class OnRetraction(LedgerDb db) : IEventHandler<UserUnfollowed>
{
    public Task Handle(UserUnfollowed e, EventContext context, CancellationToken stop)
    {
        db.Applied.Add(
            new()
            {
                Key = Guid.Parse(e.FollowerId),
                Number = int.Parse(e.FollowedId, CultureInfo.InvariantCulture),
                EventId = context.Id,
            }
        );
        return Task.CompletedTask;
    }
}

/// <summary>As <see cref="OnFact"/>, in batches.</summary>
public sealed class OnFacts(LedgerDb db, IConfiguration configuration) : IEventBatchHandler<UserFollowed>
{
    public async Task Handle(IReadOnlyList<ReceivedEvent<UserFollowed>> events, CancellationToken stop)
    {
        var one = new OnFact(db, configuration);
        foreach (var (e, context) in events)
            await one.Handle(e, context, stop);
    }
}
