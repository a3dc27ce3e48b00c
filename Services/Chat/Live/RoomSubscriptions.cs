using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;

namespace Social.Chats.Live;

/// <summary>Keeps each connection in the groups of exactly those rooms of which its user is a member.</summary>
sealed class RoomSubscriptions(IServiceScopeFactory scopes, IHubContext<LiveHub> hub)
{
    /// <summary>Joins the groups first and reads afterwards, so that nothing falls between.</summary>
    public async Task<IReadOnlyList<RoomState>> SynchronizeAsync(LiveConnection connection, Guid user, CancellationToken stop)
    {
        var before = await ReadAsync([user], stop);
        await ApplyAsync(connection, [.. before[user].Select(state => state.Room)], stop);
        return [.. (await ReadAsync([user], stop))[user]];
    }

    /// <summary>Where the rooms of these people are.</summary>
    public async Task<ILookup<Guid, RoomState>> ReadAsync(Guid[] people, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var found = await db
            .Members.Where(m => people.Contains(m.UserId))
            .Join(
                db.Rooms,
                m => m.RoomId,
                r => r.Id,
                (m, r) => new { m.UserId, State = new RoomState(r.Id, r.LastSequence, r.Revision, m.ReadSequence) }
            )
            .ToListAsync(stop);
        return found.ToLookup(row => row.UserId, row => row.State);
    }

    /// <summary>Into the groups that are missing, out of those that are too many.</summary>
    public async Task ApplyAsync(LiveConnection connection, HashSet<Guid> rooms, CancellationToken stop)
    {
        if (connection.Rooms is not { } current)
            return;
        foreach (var room in rooms)
            await AddAsync(connection, room, stop);
        foreach (var room in current.Keys)
            if (!rooms.Contains(room))
                await RemoveAsync(connection, room, stop);
    }

    public async Task AddAsync(LiveConnection connection, Guid room, CancellationToken stop)
    {
        if (connection.Rooms?.TryAdd(room, 0) == true)
            await hub.Groups.AddToGroupAsync(connection.Id, Groups.Room(room), stop);
    }

    public async Task RemoveAsync(LiveConnection connection, Guid room, CancellationToken stop)
    {
        if (connection.Rooms?.TryRemove(room, out _) == true)
            await hub.Groups.RemoveFromGroupAsync(connection.Id, Groups.Room(room), stop);
    }
}
