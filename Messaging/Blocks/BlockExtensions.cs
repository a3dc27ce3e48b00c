using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Blocks;

/// <summary>Keeps who blocked whom, as the events say, and asks for it.</summary>
public static class BlockExtensions
{
    /// <summary>People whom this person blocked or who blocked them.</summary>
    public static IQueryable<Guid> BlockedEitherWay(this DbContext db, Guid person)
    {
        var blocks = db.Set<Block>();
        return blocks
            .Where(b => b.BlockerId == person)
            .Select(b => b.BlockedId)
            .Concat(blocks.Where(b => b.BlockedId == person).Select(b => b.BlockerId));
    }

    /// <summary>Those of these people whom this person blocked or who blocked them: asked for everything that mentions somebody.</summary>
    public static Task<List<Guid>> FindBlockedAmongAsync(this DbContext db, Guid person, Guid[] others, CancellationToken stop) =>
        db.QueryAsync(BlockedAmong, row => row.GetGuid(0), stop, person, others);

    // The list by a subquery: for a list as a parameter a plan would be made at each call.
    const string BlockedAmong = """
        select blocked_id from blocks where blocker_id = $1 and blocked_id = any (array(select unnest($2)))
        union
        select blocker_id from blocks where blocked_id = $1 and blocker_id = any (array(select unnest($2)))
        """;

    /// <summary>Keeps the block unless one of the two was deleted; repeatable.</summary>
    public static async Task ApplyBlockAsync(this DbContext db, UserBlocked e, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        if ((await db.LockAndFindDeletedUsersAsync([blocker, blocked], stop)).Count == 0)
            await db.Database.ExecuteSqlAsync(
                $"insert into blocks (blocker_id, blocked_id) values ({blocker}, {blocked}) on conflict do nothing",
                stop
            );
    }

    /// <summary>Removes the block; repeatable.</summary>
    public static Task ApplyUnblockAsync(this DbContext db, UserUnblocked e, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        return db.Set<Block>().Where(b => b.BlockerId == blocker && b.BlockedId == blocked).ExecuteDeleteAsync(stop);
    }

    /// <summary>Removes whatever this person blocked or was blocked by.</summary>
    public static Task RemoveBlocksOfAsync(this DbContext db, Guid person, CancellationToken stop) =>
        db.Set<Block>().Where(b => b.BlockerId == person || b.BlockedId == person).ExecuteDeleteAsync(stop);
}
