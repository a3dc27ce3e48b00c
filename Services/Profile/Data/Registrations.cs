using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;

namespace Social.Profiles.Data;

/// <summary>The end of a registration, the same whether it comes by call, by event or by asking Auth.</summary>
public static class Registrations
{
    /// <summary>
    /// Turns a reservation into a profile, once however often it is told. Runs inside the caller's transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">The reservation is not there or became someone else's: Auth decided to commit what
    /// this side does not hold, which the protocol excludes.</exception>
    public static async Task CommitAsync(this ProfileDbContext db, Guid transaction, Guid user, DateTimeOffset now, CancellationToken stop)
    {
        // A commit that was under way for long may come after the account was deleted again.
        if ((await db.WhoIsGoneAsync([user], stop)).Contains(user))
            return;
        await db.LockAsync([user], stop);
        var open = db.Reservations.Where(r => r.TransactionId == transaction && r.UserId == null);
        var taken = await open.ExecuteUpdateAsync(set => set.SetProperty(r => r.UserId, user), stop);
        var reservation = await db.Reservations.AsNoTracking().SingleOrDefaultAsync(r => r.TransactionId == transaction, stop);
        if (reservation?.UserId != user)
            throw new InvalidOperationException($"Registration {transaction} was committed for {user}, but is not reserved for them.");
        if (taken == 0)
            return;
        db.Profiles.Add(Profile.From(reservation, user, now));
        db.Publish(user, new UserCreated { UserId = user.ToString() });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Gives the name back, unless the registration was committed.</summary>
    public static Task AbortAsync(this ProfileDbContext db, Guid transaction, CancellationToken stop) =>
        db.Reservations.Where(r => r.TransactionId == transaction && r.UserId == null).ExecuteDeleteAsync(stop);
}
