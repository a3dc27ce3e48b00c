using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>Profiles as they are now, and the deletions of deleted users.</summary>
public sealed class UserSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "users";

    public async Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop)
    {
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                (select id as "Value" from profiles where id > {after.Aggregate} order by id limit {atMost})
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
        var profiles = await db
            .Profiles.Where(p => page.Aggregates.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.AvatarMediaId,
                p.Version,
            })
            .ToDictionaryAsync(p => p.Id, stop);
        foreach (var user in page.Aggregates)
            if (!profiles.TryGetValue(user, out var profile))
                db.Republish(user, new UserDeleted { UserId = user.ToString() });
            else
                db.Republish(
                    user,
                    new UserUpdated
                    {
                        UserId = user.ToString(),
                        AvatarMediaId = profile.AvatarMediaId?.ToString() ?? "",
                        Version = (ulong)profile.Version,
                    }
                );
    }
}
