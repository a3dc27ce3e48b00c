using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;

namespace Social.Chats.Live;

/// <summary>
/// The live line of a client. Its first message says whose it is, by an access token, and so does one at each renewal: a token in an
/// address would be written into logs.
/// </summary>
[AllowAnonymous]
sealed class LiveHub(
    LiveConnections connections,
    RoomSubscriptions subscriptions,
    NotificationRelay notifications,
    PresenceStore presence,
    PresenceEvents presenceEvents,
    TokenVerifier tokens,
    ChatLimits limits,
    IOptions<ChatOptions> options,
    TimeProvider clock
) : Hub
{
    static readonly TimeSpan TypingInterval = TimeSpan.FromSeconds(1);

    public override Task OnConnectedAsync()
    {
        connections.Add(new(Context, clock.GetTimestamp()));
        return Task.CompletedTask;
    }

    /// <summary>Whose connection this is. Repeated with a new token before the old one expires.</summary>
    /// <exception cref="HubException">The token is not valid, or another person's; the connection ends.</exception>
    public async Task Authenticate(string token)
    {
        var connection = Connection;
        if (await tokens.VerifyUserAsync(token) is not { } verified)
            throw Refuse(connection, "The token is not valid.");
        var user = verified.Caller.CallerId();
        if (connection.User is { } known)
        {
            if (known != user)
                throw Refuse(connection, "The connection is another person's.");
            connection.Authenticate(user, verified);
            return;
        }
        connection.Authenticate(user, verified);
        var here = connections.Assign(connection, user);
        // Also for one that is refused, since it is removed as any other when it ends.
        notifications.Add(user);
        if (here > options.Value.Connections || !await limits.TryAddSocketAsync(user, connection.Id, Context.ConnectionAborted))
            throw Refuse(connection, "You have too many connections.");
        await Groups.AddToGroupAsync(connection.Id, Live.Groups.User(user), Context.ConnectionAborted);
    }

    /// <summary>From now on events of the caller's rooms come here. Repeatable.</summary>
    /// <returns>Where the rooms are now: what comes later follows that.</returns>
    /// <exception cref="HubException">The caller has not authenticated; the connection ends.</exception>
    public async Task<IReadOnlyList<RoomState>> Subscribe()
    {
        var (connection, user) = Authenticated();
        connection.Subscribe();
        var states = await subscriptions.SynchronizeAsync(connection, user, Context.ConnectionAborted);
        if (await presence.AddAsync(user, connection.Id))
            presenceEvents.Send(user, connection, online: true);
        return states;
    }

    /// <summary>The caller is writing something; the other members are told, at most once a second.</summary>
    /// <exception cref="HubException">The caller has not authenticated; the connection ends.</exception>
    public async Task Typing(Guid room)
    {
        var (connection, user) = Authenticated();
        // What one is no member of does not exist.
        if (connection.Rooms is not { } rooms || !rooms.TryGetValue(room, out var last))
            return;
        var now = clock.GetTimestamp();
        if (last != 0 && clock.GetElapsedTime(last, now) < TypingInterval)
            return;
        if (rooms.TryUpdate(room, now, last))
            await Clients
                .OthersInGroup(Live.Groups.Room(room))
                .SendAsync(LiveEvents.Typing, new MemberTyping(room, user), Context.ConnectionAborted);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (connections.Find(Context.ConnectionId) is not { } connection)
            return;
        connections.Remove(connection);
        if (connection.User is not { } user)
            return;
        notifications.Remove(user);
        await limits.RemoveSocketAsync(user, connection.Id, CancellationToken.None);
        if (connection.Rooms is not null && await presence.RemoveAsync(user, connection.Id))
            await presenceEvents.EndAsync(user, connection);
    }

    LiveConnection Connection =>
        connections.Find(Context.ConnectionId) ?? throw new InvalidOperationException("The connection was not announced.");

    (LiveConnection Connection, Guid User) Authenticated()
    {
        var connection = Connection;
        return connection.User is { } user ? (connection, user) : throw Refuse(connection, "Authenticate first.");
    }

    static HubException Refuse(LiveConnection connection, string reason)
    {
        // Ended by the watch, after the answer: the client is to learn why.
        connection.Refuse();
        return new(reason);
    }
}
