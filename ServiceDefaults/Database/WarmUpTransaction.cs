using Microsoft.EntityFrameworkCore.Storage;

namespace Social.ServiceDefaults.Database;

/// <summary>Looks like a transaction, and is a savepoint of one that will be rolled back.</summary>
sealed class WarmUpTransaction : IDbContextTransaction
{
    const string Savepoint = "warm_up";

    readonly IDbContextTransaction whole;
    bool committed;

    WarmUpTransaction(IDbContextTransaction whole) => this.whole = whole;

    public Guid TransactionId { get; } = Guid.NewGuid();

    public static async Task<IDbContextTransaction> BeginAsync(IDbContextTransaction whole, CancellationToken stop)
    {
        await whole.CreateSavepointAsync(Savepoint, stop);
        return new WarmUpTransaction(whole);
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await whole.ReleaseSavepointAsync(Savepoint, cancellationToken);
        committed = true;
    }

    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await whole.RollbackToSavepointAsync(Savepoint, cancellationToken);
        committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!committed)
            await RollbackAsync();
    }

    public void Commit() => throw new NotSupportedException("Commit asynchronously.");

    public void Rollback() => throw new NotSupportedException("Roll back asynchronously.");

    public void Dispose() => throw new NotSupportedException("Dispose asynchronously.");
}
