using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    public override async Task<ProfilePage> ListFollowers(ListFollowsRequest request, ServerCallContext context)
    {
        var whose = await FindAsync(request.Username, context.CancellationToken);
        var rows = db.Follows.Where(f => f.FollowedId == whose).Select(f => new Entry { Key = f.Id, Person = f.FollowerId });
        return await PageAsync(rows, request, context);
    }

    public override async Task<ProfilePage> ListFollowing(ListFollowsRequest request, ServerCallContext context)
    {
        var whose = await FindAsync(request.Username, context.CancellationToken);
        var rows = db.Follows.Where(f => f.FollowerId == whose).Select(f => new Entry { Key = f.Id, Person = f.FollowedId });
        return await PageAsync(rows, request, context);
    }

    async Task<ProfilePage> PageAsync(IQueryable<Entry> rows, ListFollowsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var limit = Page.Limit(request.Limit);
        if (Page.Key(request.Cursor) is { } key)
        {
            var before = Guid.TryParse(key, out var id) ? id : throw Page.Malformed();
            rows = rows.Where(e => e.Key < before);
        }
        var entries = await rows.OrderByDescending(e => e.Key).Take(limit + 1).ToListAsync(stop);
        var shown = entries.Take(limit).ToList();
        var ids = shown.ConvertAll(e => e.Person);
        var views = await db.Profiles.Where(p => ids.Contains(p.Id)).ViewAsync(db, ViewerOf(context), stop);
        var byId = views.ToDictionary(v => v.Id);
        return new()
        {
            Profiles = { shown.Select(e => byId.GetValueOrDefault(e.Person.ToString())).OfType<ProfileView>() },
            Next = entries.Count > limit ? Page.Cursor(shown[^1].Key.ToString()) : "",
        };
    }

    sealed record Entry
    {
        public Guid Key { get; init; }
        public Guid Person { get; init; }
    }
}
