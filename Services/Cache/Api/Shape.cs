using System.Text;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Caches.Api;

/// <summary>What may be asked and put.</summary>
static class Shape
{
    public const int MaxKey = 200;
    const int MaxValue = 64 << 10;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>.</exception>
    public static void Check(IEnumerable<string> keys, string field)
    {
        var count = 0;
        foreach (var key in keys)
            if (++count > SharedLimits.CacheKeysPerCall)
                throw new FaultException(Fault.Invalid, field, $"At most {SharedLimits.CacheKeysPerCall} at once.");
            else if (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > MaxKey)
                throw new FaultException(Fault.Invalid, field, $"A key has 1 to {MaxKey} bytes.");
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>.</exception>
    public static void Check(CacheEntry entry)
    {
        if (entry.Value.Length > MaxValue)
            throw new FaultException(Fault.Invalid, "entries", $"A value has at most {MaxValue} bytes.");
        if (entry.Absent ? entry.Version != 0 || !entry.Value.IsEmpty : entry.Version is 0 or Tombstone.Gone)
            throw new FaultException(
                Fault.Invalid,
                "entries",
                "A row has a version, neither 0 nor the highest; an absent one has nothing."
            );
    }
}
