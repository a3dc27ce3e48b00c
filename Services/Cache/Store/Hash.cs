using System.Text;

namespace Social.Caches.Store;

/// <summary>The same in every process, which string.GetHashCode is not. Nobody outside chooses the keys, so it need not resist anybody.</summary>
static class Hash
{
    /// <summary>FNV-1a over UTF-8, stirred.</summary>
    public static ulong Compute(string key)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (Encoding.UTF8.GetMaxByteCount(key.Length) > bytes.Length)
            bytes = new byte[Encoding.UTF8.GetMaxByteCount(key.Length)];
        var hash = 0xcbf29ce484222325;
        foreach (var one in bytes[..Encoding.UTF8.GetBytes(key, bytes)])
            hash = (hash ^ one) * 0x100000001b3;
        return Stir(hash);
    }

    /// <summary>Of what is known of a key: equal where two replicas know the same.</summary>
    public static ulong Compute(ulong key, EntryState known)
    {
        var hash = key;
        if (known.Tombstone is { } tombstone)
            hash = Stir(Add(Add(hash ^ 1, tombstone.Version), tombstone.Stamp));
        if (known.CachedValue is { } kept)
            hash = Stir(Add(Add(Add(hash ^ 2, kept.Version), kept.Stamp), kept.Replica));
        return hash;
    }

    static ulong Add(ulong hash, ulong part) => Stir(hash + 0x9e3779b97f4a7c15 + part);

    // The finalizer of MurmurHash3: every bit of the result depends on every bit of the input.
    static ulong Stir(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
        x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
        return x ^ (x >> 33);
    }
}
