using Social.Caches.Second;
using Social.Caches.Store;
using Social.Messaging;

namespace Social.Caches.Events;

/// <summary>What the owners' events say of keys.</summary>
sealed class Invalidations(Replica replica, SecondLevel second)
{
    /// <summary>The row behind a key has this version now; 0 when the event does not say which.</summary>
    public void Hear(string key, ulong version, EventContext context)
    {
        replica.Hear(key, version, context.OccurredAt);
        second.Tell([key]);
    }
}
