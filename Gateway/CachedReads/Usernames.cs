using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Social.Contracts;
using Social.Gateway.Caching;
using Social.ServiceDefaults;

namespace Social.Gateway.CachedReads;

/// <summary>
/// Whose name is whose, as far as anybody asked. A name stays its owner's for as long as they live, so it is remembered here, too,
/// which saves a call. Whether they do is Profile's to say: it knows the id no more once the name may be another's.
/// </summary>
sealed class Usernames(SharedCache cache, CacheWriteQueue writes)
{
    const int MaxEntries = 10_000;

    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.");

    readonly ConcurrentDictionary<string, string> known = new();

    /// <summary>
    /// The id of whom this name belonged to when it was last seen; null when nobody remembers. If the cache was asked, its lease, with
    /// which it may be told what Profile says.
    /// </summary>
    public async Task<(string? Id, ByteString Lease)> FindAsync(string name, CancellationToken stop)
    {
        if (known.TryGetValue(name, out var id))
            return (id, ByteString.Empty);
        if (!IsUsual(name))
            return (null, ByteString.Empty);
        var key = Keys.Username(name);
        var found = await cache.GetAsync([key], stop);
        if (found.Entries.FirstOrDefault() is not { Absent: false } entry)
        {
            ReadTelemetry.Misses([key]);
            return (null, found.Lease);
        }
        ReadTelemetry.Hits([key]);
        return (Remember(name, entry.Value.ToStringUtf8()), found.Lease);
    }

    /// <summary>Profile said so after the cache gave this lease.</summary>
    public void Remember(ProfileView profile, ByteString lease)
    {
        Remember(profile.Username, profile.Id);
        writes.Enqueue(
            [
                new()
                {
                    Key = Keys.Username(profile.Username),
                    // Ids begin with the time of registration: whoever has the name later wins.
                    Version = BinaryPrimitives.ReadUInt64BigEndian(Guid.Parse(profile.Id).ToByteArray(bigEndian: true)),
                    Value = ByteString.CopyFromUtf8(profile.Id),
                },
            ],
            lease
        );
    }

    string Remember(string name, string id)
    {
        // Rarely, and then it fills again with those who are asked for now.
        if (known.Count >= MaxEntries)
            known.Clear();
        return known[name] = id;
    }

    // As it is stored; other ways of writing a name are Profile's to understand.
    static bool IsUsual(string name) => name.Length is >= 3 and <= SharedLimits.Username && !name.AsSpan().ContainsAnyExcept(Letters);
}
