using System.Text;
using Social.Caches.Redis;
using Social.Caches.Store;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

/// <summary>Applies the owners' events as invalidations.</summary>
sealed class Invalidations(Replica replica, RedisTier redisTier)
{
    /// <summary>The row behind a key has this version now; 0 when the event does not say which.</summary>
    public void ApplyInvalidation(string key, ulong version, EventContext context)
    {
        replica.ApplyInvalidation(key, version, context.OccurredAt);
        redisTier.Enqueue([key]);
    }

    /// <summary>Invalidates every entry that contains this id: nothing of a deleted user may stay cached.</summary>
    public void InvalidateEntriesContaining(string id, EventContext context)
    {
        foreach (var (key, version) in replica.Store.Holding(Encoding.UTF8.GetBytes(id)))
            ApplyInvalidation(key, version + 1, context);
    }
}
