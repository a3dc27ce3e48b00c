using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Social.ServiceDefaults.Database;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// Calls that a service makes to its own API before it registers, by people who do not exist, in one transaction that is rolled back: so
/// that the first write of a real person finds its code compiled and its statements known. Their commits are none
/// (<see cref="Transactions.BeginAsync"/>), and what waits for a commit does not happen. What a call does outside of the database by itself
/// happens, such as counting in Redis, or telling a room that nobody can know of.
/// </summary>
public sealed class WarmUpCalls
{
    readonly DbContext db;

    WarmUpCalls(IServiceProvider services, DbContext db, CancellationToken stop) => (Services, this.db, Stop) = (services, db, stop);

    /// <summary>Of the scope that all these calls share.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Ends the calls.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Somebody who does not exist: no id that is made by time begins like this one, with "warm-up" in ASCII.</summary>
    public static Guid NewPerson()
    {
        var id = Guid.NewGuid().ToByteArray(bigEndian: true);
        "warm-up"u8.CopyTo(id);
        return new(id, bigEndian: true);
    }

    /// <summary>The implementation of a gRPC service.</summary>
    public T Api<T>() => ActivatorUtilities.CreateInstance<T>(Services);

    /// <summary>The context of one call, which begins with nothing in memory as a real one does.</summary>
    public ServerCallContext By(Guid caller)
    {
        db.ChangeTracker.Clear();
        return new WarmUpCallContext(caller, Stop);
    }

    internal static async Task MakeAsync<TContext>(IServiceProvider services, Func<WarmUpCalls, Task> make, CancellationToken stop)
        where TContext : DbContext
    {
        var db = services.GetRequiredService<TContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Transactions.BeginWarmUp();
        await make(new(services, db, stop));
    }
}

/// <summary>How a service says which calls those are.</summary>
public static class WarmUpCallExtensions
{
    /// <summary>Adds calls to what an instance that joins others does before it registers.</summary>
    public static WebApplicationBuilder AddWarmUpCalls<TContext>(this WebApplicationBuilder builder, Func<WarmUpCalls, Task> make)
        where TContext : DbContext => builder.AddWarmUp((services, stop) => WarmUpCalls.MakeAsync<TContext>(services, make, stop));
}
