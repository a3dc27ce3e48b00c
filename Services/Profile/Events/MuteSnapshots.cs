using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Mutes as they are now.</summary>
public sealed class MuteSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "mutes";

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) =>
        db
            .Mutes.Where(x =>
                EF.Functions.GreaterThan(ValueTuple.Create(x.MuterId, x.MutedId), ValueTuple.Create(after.Aggregate, after.Part))
            )
            .OrderBy(x => x.MuterId)
            .ThenBy(x => x.MutedId)
            .Take(atMost)
            .Select(x => new SnapshotRow(x.MuterId, x.MutedId))
            .ToListAsync(stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var mutes = await db
            .Mutes.AsNoTracking()
            .Where(x => page.Aggregates.Contains(x.MuterId))
            .Where(x =>
                EF.Functions.GreaterThanOrEqual(
                    ValueTuple.Create(x.MuterId, x.MutedId),
                    ValueTuple.Create(page.First.Aggregate, page.First.Part)
                )
            )
            .Where(x =>
                EF.Functions.LessThanOrEqual(
                    ValueTuple.Create(x.MuterId, x.MutedId),
                    ValueTuple.Create(page.Last.Aggregate, page.Last.Part)
                )
            )
            .ToListAsync(stop);
        foreach (var mute in mutes)
            db.Republish(mute.MuterId, new UserMuted { MuterId = mute.MuterId.ToString(), MutedId = mute.MutedId.ToString() });
    }
}
