using Google.Protobuf.Collections;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Profiles.Data;
using Social.ServiceDefaults;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    const int MaxFollows = 100;

    public override async Task<FollowReply> Follow(FollowRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var work = await db.Database.BeginTransactionAsync(stop);
        var others = await LockPeopleAsync(me, request.Usernames, stop);
        var ids = others.Select(_ => Guid.CreateVersion7(clock.GetUtcNow())).ToArray();
        // Rows and counters in one statement, for one person or a hundred.
        var fresh = await db
            .Database.SqlQuery<Guid>(
                $"""
                with fresh as (
                    insert into follows (follower_id, followed_id, id)
                    select {me}, who.followed, who.id from unnest({others}, {ids}) as who (followed, id)
                    on conflict do nothing
                    returning followed_id
                ), counted as (
                    update profiles set followers = followers + 1 where id in (select followed_id from fresh)
                ), mine as (
                    update profiles set following = following + (select count(*) from fresh) where id = {me}
                )
                select followed_id as "Value" from fresh
                """
            )
            .ToListAsync(stop);
        foreach (var followed in fresh)
            db.Publish(me, new UserFollowed { FollowerId = me.ToString(), FollowedId = followed.ToString() });
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new() { Changed = fresh.Count };
    }

    public override async Task<FollowReply> Unfollow(FollowRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var work = await db.Database.BeginTransactionAsync(stop);
        var others = await LockPeopleAsync(me, request.Usernames, stop);
        var gone = await db
            .Database.SqlQuery<Guid>(
                $"""
                with gone as (
                    delete from follows where follower_id = {me} and followed_id = any ({others})
                    returning followed_id
                ), counted as (
                    update profiles set followers = followers - 1 where id in (select followed_id from gone)
                ), mine as (
                    update profiles set following = following - (select count(*) from gone) where id = {me}
                )
                select followed_id as "Value" from gone
                """
            )
            .ToListAsync(stop);
        foreach (var followed in gone)
            db.Publish(me, new UserUnfollowed { FollowerId = me.ToString(), FollowedId = followed.ToString() });
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new() { Changed = gone.Count };
    }

    /// <summary>
    /// The ids behind the names, with everyone's row locked. The events are keyed by the follower, so that a follow and the unfollow
    /// after it keep their order; the follower's lock guards that. The counters belong to both sides: rows are locked in the order
    /// of ids, or two people who follow each other at once would wait for one another.
    /// </summary>
    async Task<Guid[]> LockPeopleAsync(Guid me, RepeatedField<string> usernames, CancellationToken stop)
    {
        if (usernames.Count is 0 or > MaxFollows)
            throw new FaultException(Fault.Invalid, "usernames", $"Name 1 to {MaxFollows} people.");
        var names = usernames.Select(Username.Normal).Distinct().ToArray();
        var valid = names.Where(Username.IsValid).ToArray();
        await db.LockAsync([me], stop);
        var found = await db
            .Profiles.FromSql($"select * from profiles where id = {me} or username = any ({valid}) order by id for no key update")
            .AsNoTracking()
            .ToListAsync(stop);
        if (found.All(p => p.Id != me))
            throw Nobody();
        if (found.Any(p => p.Id == me && names.Contains(p.Username)))
            throw new FaultException(Fault.Invalid, "usernames", "You cannot follow yourself.");
        var missing = names.Except(found.Select(p => p.Username)).Select(n => n[..Math.Min(n.Length, Username.MaxLength)]).ToArray();
        return missing.Length > 0
            ? throw new FaultException(Fault.NotFound, "usernames", $"Nobody is called {string.Join(", ", missing)}.")
            : [.. found.Where(p => p.Id != me).Select(p => p.Id)];
    }
}
