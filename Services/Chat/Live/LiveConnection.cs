using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Social.ServiceDefaults.Authentication;

namespace Social.Chats.Live;

/// <summary>A socket at this instance, and whose it is once it said so.</summary>
sealed class LiveConnection(HubCallerContext context, long since)
{
    public string Id => context.ConnectionId;

    /// <summary>A timestamp of the clock.</summary>
    public long Since => since;

    /// <summary>Null before the first message said whose it is.</summary>
    public Guid? User { get; private set; }

    /// <summary>The access token by which it is open, asked about again and again; null before there was one.</summary>
    public VerifiedToken? Token { get; private set; }

    /// <summary>The rooms whose events it is sent; null before it subscribed.</summary>
    public ConcurrentDictionary<Guid, long>? Rooms { get; private set; }

    public void Authenticate(Guid user, VerifiedToken token) => (User, Token) = (user, token);

    // Of the default size it would take more memory than all else that is kept of an idle socket here.
    public void Subscribe() => Rooms ??= new(concurrencyLevel: 1, capacity: 3);

    /// <summary>It was refused: the watch ends it, once the refusal was sent.</summary>
    public bool IsRefused { get; private set; }

    public void Refuse() => IsRefused = true;

    public void Abort() => context.Abort();
}
