using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Profiles.Data;

namespace Social.Profiles;

/// <summary>The end of a registration, the same whether it comes by call, by event or by asking Auth.</summary>
public static class Registrations
{
    /// <summary>
    /// Turns a reservation into a profile, once however often it is told. Somebody whose account was deleted since gets none, and the
    /// name is free. Runs inside the caller's transaction.
    /// </summary>
    /// <returns>False when nothing is reserved under that transaction: it was aborted, or it never was.</returns>
    /// <exception cref="InvalidOperationException">The reservation became someone else's, which the protocol excludes.</exception>
    public static async Task<bool> CommitAsync(
        this ProfileDbContext db,
        Guid transaction,
        Guid user,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        // A commit that was under way for long may come after the account was deleted again.
        if ((await db.LockAndFindDeletedUsersAsync([user], stop)).Count > 0)
        {
            await db.AbortAsync(transaction, stop);
            return true;
        }
        await db.LockAsync([user], stop);
        var open = db.Reservations.Where(r => r.TransactionId == transaction && r.UserId == null);
        var taken = await open.ExecuteUpdateAsync(set => set.SetProperty(r => r.UserId, user), stop);
        var reservation = await db.Reservations.AsNoTracking().SingleOrDefaultAsync(r => r.TransactionId == transaction, stop);
        if (reservation is null)
            return false;
        if (reservation.UserId != user)
            throw new InvalidOperationException($"Registration {transaction} was committed for {user}, but is another's.");
        if (taken == 0)
            return true;
        db.Profiles.Add(Profile.From(reservation, user, now));
        db.Publish(user, new UserCreated { UserId = user.ToString() });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Gives the name back, unless the registration was committed.</summary>
    public static Task AbortAsync(this ProfileDbContext db, Guid transaction, CancellationToken stop) =>
        db.Reservations.Where(r => r.TransactionId == transaction && r.UserId == null).ExecuteDeleteAsync(stop);
}
