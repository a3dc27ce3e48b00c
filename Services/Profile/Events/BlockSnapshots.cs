using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Blocks as they are now.</summary>
public sealed class BlockSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "blocks";

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) =>
        db
            .Blocks.Where(x =>
                EF.Functions.GreaterThan(ValueTuple.Create(x.BlockerId, x.BlockedId), ValueTuple.Create(after.Aggregate, after.Part))
            )
            .OrderBy(x => x.BlockerId)
            .ThenBy(x => x.BlockedId)
            .Take(atMost)
            .Select(x => new SnapshotRow(x.BlockerId, x.BlockedId))
            .ToListAsync(stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var blocks = await db
            .Blocks.AsNoTracking()
            .Where(x => page.Aggregates.Contains(x.BlockerId))
            .Where(x =>
                EF.Functions.GreaterThanOrEqual(
                    ValueTuple.Create(x.BlockerId, x.BlockedId),
                    ValueTuple.Create(page.First.Aggregate, page.First.Part)
                )
            )
            .Where(x =>
                EF.Functions.LessThanOrEqual(
                    ValueTuple.Create(x.BlockerId, x.BlockedId),
                    ValueTuple.Create(page.Last.Aggregate, page.Last.Part)
                )
            )
            .ToListAsync(stop);
        foreach (var block in blocks)
            db.Republish(
                block.BlockerId,
                new UserBlocked { BlockerId = block.BlockerId.ToString(), BlockedId = block.BlockedId.ToString() }
            );
    }
}
