using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;

namespace Social.Auth.Events;

/// <summary>Accounts with the registrations that made them, and the deletions of deleted accounts.</summary>
public sealed class AccountSnapshots(AuthDbContext db) : ISnapshotPublisher
{
    public string Name => "accounts";

    public async Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop)
    {
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                (select id as "Value" from accounts where id > {after.Aggregate} order by id limit {atMost})
                union all
                (select user_id from deleted_users where user_id > {after.Aggregate} order by user_id limit {atMost})
                order by "Value" limit {atMost}
                """
            )
            .ToListAsync(stop);
        return ids.ConvertAll(id => new SnapshotRow(id, Guid.Empty));
    }

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        // Whether there is an account is asked of accounts alone: a gap elsewhere must not make anybody believe that one was deleted.
        var accounts = await (
            from account in db.Accounts
            where page.Aggregates.Contains(account.Id)
            join registration in db.Registrations on account.Id equals registration.UserId into made
            from registration in made.DefaultIfEmpty()
            select new { account.Id, Transaction = registration == null ? null : (Guid?)registration.TransactionId }
        ).ToDictionaryAsync(a => a.Id, a => a.Transaction, stop);
        foreach (var account in page.Aggregates)
            if (!accounts.TryGetValue(account, out var transaction))
                db.Republish(account, new AccountDeleted { UserId = account.ToString() });
            else if (transaction is { } by)
                db.Republish(account, new AccountCreated { UserId = account.ToString(), TransactionId = by.ToString() });
    }
}
