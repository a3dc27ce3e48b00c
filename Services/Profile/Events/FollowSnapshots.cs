using Google.Protobuf.WellKnownTypes;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Follows as they are now.</summary>
public sealed class FollowSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "follows";

    IQueryable<Edge> Edges =>
        db.Follows.Select(x => new Edge
        {
            From = x.FollowerId,
            To = x.FollowedId,
            Id = x.Id,
        });

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) => Edges.NextAsync(after, atMost, stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        foreach (var follow in await Edges.OnPageAsync(page, stop))
            db.Republish(
                follow.From,
                new UserFollowed
                {
                    FollowerId = follow.From.ToString(),
                    FollowedId = follow.To.ToString(),
                    FollowedAt = Timestamp.FromDateTimeOffset(Version7.TimeOf(follow.Id)),
                }
            );
    }
}
