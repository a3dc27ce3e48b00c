using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Blocks as they are now.</summary>
public sealed class BlockSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "blocks";

    IQueryable<Edge> Edges => db.Blocks.Select(x => new Edge { From = x.BlockerId, To = x.BlockedId });

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) => Edges.NextAsync(after, atMost, stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        foreach (var block in await Edges.OnPageAsync(page, stop))
            db.Republish(block.From, new UserBlocked { BlockerId = block.From.ToString(), BlockedId = block.To.ToString() });
    }
}
