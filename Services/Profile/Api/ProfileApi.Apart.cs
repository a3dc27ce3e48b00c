using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

// Whom people keep away from.
public sealed partial class ProfileApi
{
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override Task<ProfilePage> ListBlocked(ListApartRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var rows =
            from block in db.Blocks
            join person in db.Profiles.SeenBy(me, db) on block.BlockedId equals person.Id
            where block.BlockerId == me
            select new Row<DateTimeOffset> { Key = block.BlockedAt, Profile = person };
        return LatestAsync(rows, me, request, context.CancellationToken);
    }

    /// <inheritdoc cref="ListBlocked"/>
    public override Task<ProfilePage> ListMuted(ListApartRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var rows =
            from mute in db.Mutes
            join person in db.Profiles.SeenBy(me, db) on mute.MutedId equals person.Id
            where mute.MuterId == me
            select new Row<DateTimeOffset> { Key = mute.MutedAt, Profile = person };
        return LatestAsync(rows, me, request, context.CancellationToken);
    }

    async Task<ProfilePage> LatestAsync(IQueryable<Row<DateTimeOffset>> rows, Guid me, ListApartRequest request, CancellationToken stop)
    {
        var limit = Paging.Limit(request.Limit);
        if (TimeCursor.Read(request.Cursor) is var (time, id))
            rows = rows.Where(r => r.Key < time || (r.Key == time && r.Profile.Id < id));
        var found = await rows.OrderByDescending(r => r.Key).ThenByDescending(r => r.Profile.Id).Take(limit + 1).ViewAsync(db, me, stop);
        return new()
        {
            Profiles = { found.Take(limit).Select(f => f.View) },
            Next = found.Count > limit ? TimeCursor.After(found[limit - 1].Key, Guid.Parse(found[limit - 1].View.Id)) : "",
        };
    }
}
