using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>People as they are now, with those they follow, block and mute; and of those who left, that they did.</summary>
public sealed class UserSnapshots(ProfileDbContext db) : ISnapshotPublisher
{
    public string Name => "users";

    public Task<List<Guid>> NextAsync(Guid after, int atMost, CancellationToken stop) =>
        db
            .Database.SqlQuery<Guid>(
                $"""
                (select id as "Value" from profiles where id > {after} order by id limit {atMost})
                union all
                (select user_id from gone where user_id > {after} order by user_id limit {atMost})
                order by "Value" limit {atMost}
                """
            )
            .ToListAsync(stop);

    public async Task PublishAsync(IReadOnlyList<Guid> aggregates, CancellationToken stop)
    {
        var profiles = await db
            .Profiles.Where(p => aggregates.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.AvatarMediaId,
                p.Version,
            })
            .ToDictionaryAsync(p => p.Id, stop);
        var follows = await db.Follows.AsNoTracking().Where(f => aggregates.Contains(f.FollowerId)).OrderBy(f => f.Id).ToListAsync(stop);
        var blocks = await db.Blocks.AsNoTracking().Where(b => aggregates.Contains(b.BlockerId)).ToListAsync(stop);
        var mutes = await db.Mutes.AsNoTracking().Where(m => aggregates.Contains(m.MuterId)).ToListAsync(stop);
        foreach (var user in aggregates)
            if (!profiles.TryGetValue(user, out var profile))
                db.Republish(user, new UserDeleted { UserId = user.ToString() });
            else
            {
                db.Republish(user, new UserCreated { UserId = user.ToString() });
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
        foreach (var follow in follows)
            db.Republish(follow.FollowerId, Told(follow));
        foreach (var block in blocks)
            db.Republish(
                block.BlockerId,
                new UserBlocked { BlockerId = block.BlockerId.ToString(), BlockedId = block.BlockedId.ToString() }
            );
        foreach (var mute in mutes)
            db.Republish(mute.MuterId, new UserMuted { MuterId = mute.MuterId.ToString(), MutedId = mute.MutedId.ToString() });
    }

    static UserFollowed Told(Follow follow) =>
        new()
        {
            FollowerId = follow.FollowerId.ToString(),
            FollowedId = follow.FollowedId.ToString(),
            FollowedAt = Timestamp.FromDateTimeOffset(follow.At),
        };
}
