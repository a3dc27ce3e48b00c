using System.Buffers.Binary;

namespace Social.Messaging.Snapshots;

/// <summary>Ids that were made from a time.</summary>
public static class Version7
{
    /// <summary>When an id was made, to the millisecond: the first 48 bits of a UUID version 7 (RFC 9562, 5.7).</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
