using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    public override async Task<RelationReply> Block(RelationRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var work = await db.BeginAsync(stop);
        var others = await ResolveAndLockAsync(me, [request.Username], "block", both: true, stop);
        var other = others.Single().Id;
        // A follow holds both rows while it asks for blocks: it is either here already or will find this one.
        await db.LockRowsAsync([me, other], stop);
        await EnsureNotBlockedAsync(me, others, mine: false, stop);
        var fresh = await db.Database.ExecuteSqlAsync(
            $"""
            insert into blocks (blocker_id, blocked_id, blocked_at) values ({me}, {other}, {clock.GetUtcNow()})
            on conflict do nothing
            """,
            stop
        );
        // Repeated, too: what was answered with a failure may have been done.
        StampAfterCommit(me, other);
        if (fresh > 0)
        {
            foreach (var end in await db.EndFollowsAsync(me, other, stop))
                db.Publish(
                    end.FollowerId,
                    new UserUnfollowed { FollowerId = end.FollowerId.ToString(), FollowedId = end.FollowedId.ToString() }
                );
            db.Publish(me, new UserBlocked { BlockerId = me.ToString(), BlockedId = other.ToString() });
            await db.SaveChangesAsync(stop);
        }
        await work.CommitAsync(stop);
        return new();
    }

    /// <summary>The follows that the block ended stay ended.</summary>
    public override Task<RelationReply> Unblock(RelationRequest request, ServerCallContext context) =>
        RelateAsync(
            request,
            context,
            "unblock",
            async (me, other, stop) =>
            {
                if (await db.Blocks.Where(b => b.BlockerId == me && b.BlockedId == other).ExecuteDeleteAsync(stop) > 0)
                    db.Publish(me, new UserUnblocked { BlockerId = me.ToString(), BlockedId = other.ToString() });
            }
        );

    public override Task<RelationReply> Mute(RelationRequest request, ServerCallContext context) =>
        RelateAsync(
            request,
            context,
            "mute",
            async (me, other, stop) =>
            {
                var fresh = await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into mutes (muter_id, muted_id, muted_at) values ({me}, {other}, {clock.GetUtcNow()})
                    on conflict do nothing
                    """,
                    stop
                );
                if (fresh > 0)
                    db.Publish(me, new UserMuted { MuterId = me.ToString(), MutedId = other.ToString() });
            }
        );

    public override Task<RelationReply> Unmute(RelationRequest request, ServerCallContext context) =>
        RelateAsync(
            request,
            context,
            "unmute",
            async (me, other, stop) =>
            {
                if (await db.Mutes.Where(m => m.MuterId == me && m.MutedId == other).ExecuteDeleteAsync(stop) > 0)
                    db.Publish(me, new UserUnmuted { MuterId = me.ToString(), MutedId = other.ToString() });
            }
        );

    /// <summary>A change that concerns the caller's side alone.</summary>
    async Task<RelationReply> RelateAsync(
        RelationRequest request,
        ServerCallContext context,
        string verb,
        Func<Guid, Guid, CancellationToken, Task> change
    )
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var work = await db.BeginAsync(stop);
        var others = await ResolveAndLockAsync(me, [request.Username], verb, both: false, stop);
        await EnsureNotBlockedAsync(me, others, mine: false, stop);
        var other = others.Single().Id;
        await change(me, other, stop);
        StampAfterCommit(me, other);
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new();
    }
}
