using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Social.ServiceDefaults.Database;

/// <summary>Transactions of the calls that a service makes to itself before it registers (<see cref="Discovery.WarmUpCalls"/>), too.</summary>
public static class Transactions
{
    static readonly AsyncLocal<bool> WarmingUp = new();

    /// <summary>Begins a transaction; in a warm-up a part of the one that is rolled back in the end.</summary>
    /// <remarks>A save that fails ends the use case, and all of it is rolled back: a savepoint at each would be two more round trips.</remarks>
    public static Task<IDbContextTransaction> BeginAsync(this DbContext db, CancellationToken stop)
    {
        db.Database.AutoSavepointsEnabled = false;
        return WarmingUp.Value && db.Database.CurrentTransaction is { } whole
            ? WarmUpTransaction.BeginAsync(whole, stop)
            : db.Database.BeginTransactionAsync(stop);
    }

    /// <summary>From here on, in the caller's flow of control, nothing that <see cref="BeginAsync"/> began is kept.</summary>
    internal static void BeginWarmUp() => WarmingUp.Value = true;
}
