using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Follows as they are now.</summary>
public sealed class FollowSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "follows";

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) =>
        db
            .Follows.Where(x =>
                EF.Functions.GreaterThan(ValueTuple.Create(x.FollowerId, x.FollowedId), ValueTuple.Create(after.Aggregate, after.Part))
            )
            .OrderBy(x => x.FollowerId)
            .ThenBy(x => x.FollowedId)
            .Take(atMost)
            .Select(x => new SnapshotRow(x.FollowerId, x.FollowedId))
            .ToListAsync(stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var follows = await db
            .Follows.AsNoTracking()
            .Where(x => page.Aggregates.Contains(x.FollowerId))
            .Where(x =>
                EF.Functions.GreaterThanOrEqual(
                    ValueTuple.Create(x.FollowerId, x.FollowedId),
                    ValueTuple.Create(page.First.Aggregate, page.First.Part)
                )
            )
            .Where(x =>
                EF.Functions.LessThanOrEqual(
                    ValueTuple.Create(x.FollowerId, x.FollowedId),
                    ValueTuple.Create(page.Last.Aggregate, page.Last.Part)
                )
            )
            .ToListAsync(stop);
        foreach (var follow in follows)
            db.Republish(
                follow.FollowerId,
                new UserFollowed
                {
                    FollowerId = follow.FollowerId.ToString(),
                    FollowedId = follow.FollowedId.ToString(),
                    FollowedAt = Timestamp.FromDateTimeOffset(follow.At),
                }
            );
    }
}
