using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Mutes as they are now.</summary>
public sealed class MuteSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "mutes";

    IQueryable<Edge> Edges => db.Mutes.Select(x => new Edge { From = x.MuterId, To = x.MutedId });

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) => Edges.NextAsync(after, atMost, stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        foreach (var mute in await Edges.OnPageAsync(page, stop))
            db.Republish(mute.From, new UserMuted { MuterId = mute.From.ToString(), MutedId = mute.To.ToString() });
    }
}
