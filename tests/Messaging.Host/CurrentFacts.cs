using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;

namespace Social.Tests.Ledgers;

/// <summary>Every fact of a key, in its order: the number is the part.</summary>
public sealed class CurrentFacts(LedgerDb db) : ISnapshotPublisher
{
    public string Name => "facts";

    public async Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop)
    {
        var (key, number) = (after.Aggregate, Number(after));
        var facts = await db
            .Facts.Where(f => EF.Functions.GreaterThan(ValueTuple.Create(f.Key, f.Number), ValueTuple.Create(key, number)))
            .OrderBy(f => f.Key)
            .ThenBy(f => f.Number)
            .Take(atMost)
            .ToListAsync(stop);
        return facts.ConvertAll(f => new SnapshotRow(f.Key, new Guid(f.Number, 0, 0, new byte[8])));
    }

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var (first, last) = (page.First, page.Last);
        var (from, to) = (Number(first), Number(last));
        var facts = await db
            .Facts.Where(f => page.Aggregates.Contains(f.Key))
            .Where(f => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(f.Key, f.Number), ValueTuple.Create(first.Aggregate, from)))
            .Where(f => EF.Functions.LessThanOrEqual(ValueTuple.Create(f.Key, f.Number), ValueTuple.Create(last.Aggregate, to)))
            .OrderBy(f => f.Key)
            .ThenBy(f => f.Number)
            .ToListAsync(stop);
        foreach (var fact in facts)
        {
            db.Republish(
                fact.Key,
                new UserFollowed { FollowerId = fact.Key.ToString(), FollowedId = fact.Number.ToString(CultureInfo.InvariantCulture) }
            );
        }
    }

    static int Number(SnapshotRow row) => BitConverter.ToInt32(row.Part.ToByteArray());
}
