using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    public override async Task<ProfilePage> ListFollowers(ListFollowsRequest request, ServerCallContext context)
    {
        var whose = await FindAsync(request.Username, context);
        var rows =
            from follow in db.Follows
            join person in db.Profiles.ListedFor(ViewerOf(context), db) on follow.FollowerId equals person.Id
            where follow.FollowedId == whose
            select new Row<Guid> { Key = follow.Id, Profile = person };
        return await PageAsync(rows, request, context);
    }

    public override async Task<ProfilePage> ListFollowing(ListFollowsRequest request, ServerCallContext context)
    {
        var whose = await FindAsync(request.Username, context);
        var rows =
            from follow in db.Follows
            join person in db.Profiles.ListedFor(ViewerOf(context), db) on follow.FollowedId equals person.Id
            where follow.FollowerId == whose
            select new Row<Guid> { Key = follow.Id, Profile = person };
        return await PageAsync(rows, request, context);
    }

    /// <summary>Null for one whom the caller blocks: they are there, to be unblocked, but nothing of theirs is.</summary>
    async Task<Guid?> FindAsync(string username, ServerCallContext context)
    {
        var viewer = ViewerOf(context);
        var found = await Called(username)
            .SeenBy(viewer, db)
            .Select(p => new { p.Id, IsBlocked = db.Blocks.Any(b => b.BlockerId == viewer && b.BlockedId == p.Id) })
            .SingleOrDefaultAsync(context.CancellationToken);
        return found is null ? throw Nobody()
            : found.IsBlocked ? null
            : found.Id;
    }

    async Task<ProfilePage> PageAsync(IQueryable<Row<Guid>> rows, ListFollowsRequest request, ServerCallContext context)
    {
        var limit = Paging.Limit(request.Limit);
        if (Paging.ReadId(request.Cursor) is { } before)
            rows = rows.Where(e => e.Key < before);
        var page = rows.OrderByDescending(e => e.Key).Take(limit + 1);
        var found = await page.ViewAsync(db, ViewerOf(context), context.CancellationToken);
        return new()
        {
            Profiles = { found.Take(limit).Select(f => f.View) },
            Next = found.Count > limit ? Paging.ToCursor(found[limit - 1].Key) : "",
        };
    }
}
