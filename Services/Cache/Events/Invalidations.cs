using System.Text;
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

    /// <summary>Whatever is kept and speaks of this id is out of date: nothing is to stay of who left, not even where nobody looks.</summary>
    public void HearOf(string id, EventContext context)
    {
        foreach (var (key, version) in replica.Store.Holding(Encoding.UTF8.GetBytes(id)))
            Hear(key, version + 1, context);
    }
}
