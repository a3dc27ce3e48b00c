using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    const int MaxFollows = 100;

    public override async Task<FollowReply> Follow(FollowRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        using var permit = await hotPeople.EnterAsync(WhoIsHot(me, request.Usernames), stop);
        await using var work = await db.BeginAsync(stop);
        var others = await ResolveAndLockManyAsync(me, request.Usernames, "follow", mine: true, stop);
        var now = clock.GetUtcNow();
        var ids = others.Select(_ => Guid.CreateVersion7(now)).ToArray();
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
            db.Publish(
                me,
                new UserFollowed
                {
                    FollowerId = me.ToString(),
                    FollowedId = followed.ToString(),
                    FollowedAt = now.ToTimestamp(),
                }
            );
        StampAfterCommit([me, .. others]);
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new() { Changed = fresh.Count };
    }

    public override async Task<FollowReply> Unfollow(FollowRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        using var permit = await hotPeople.EnterAsync(WhoIsHot(me, request.Usernames), stop);
        await using var work = await db.BeginAsync(stop);
        var others = await ResolveAndLockManyAsync(me, request.Usernames, "unfollow", mine: false, stop);
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
        StampAfterCommit([me, .. others]);
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new() { Changed = gone.Count };
    }

    /// <summary>A crowd comes to one person; who names many waits for nobody but themselves.</summary>
    static string WhoIsHot(Guid me, RepeatedField<string> usernames) => usernames is [var one] ? Username.Normal(one) : me.ToString();

    /// <summary>The ids behind the names, with everyone's row locked and nobody among them whom a block keeps away.</summary>
    async Task<Guid[]> ResolveAndLockManyAsync(Guid me, RepeatedField<string> usernames, string verb, bool mine, CancellationToken stop)
    {
        if (usernames.Count is 0 or > MaxFollows)
            throw new FaultException(Fault.Invalid, "usernames", $"Name 1 to {MaxFollows} people.");
        var others = await ResolveAndLockAsync(me, usernames, verb, both: false, stop);
        var ids = Array.ConvertAll(others, o => o.Id);
        await db.LockRowsAsync([me, .. ids], stop);
        await EnsureNotBlockedAsync(me, others, mine, stop);
        return ids;
    }
}
