using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;

namespace Social.Tests.Ledgers;

/// <summary>Every fact of a key, in its order.</summary>
public sealed class CurrentFacts(LedgerDb db) : ISnapshotPublisher
{
    public string Name => "keys";

    public Task<List<Guid>> NextAsync(Guid after, int atMost, CancellationToken stop) =>
        db.Facts.Where(f => f.Key > after).Select(f => f.Key).Distinct().OrderBy(k => k).Take(atMost).ToListAsync(stop);

    public async Task PublishAsync(IReadOnlyList<Guid> aggregates, CancellationToken stop)
    {
        foreach (var fact in await db.Facts.Where(f => aggregates.Contains(f.Key)).OrderBy(f => f.Number).ToListAsync(stop))
            db.Republish(
                fact.Key,
                new UserFollowed { FollowerId = fact.Key.ToString(), FollowedId = fact.Number.ToString(CultureInfo.InvariantCulture) }
            );
    }
}
