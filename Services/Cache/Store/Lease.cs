using System.Buffers.Binary;
using Google.Protobuf;

namespace Social.Caches.Store;

/// <summary>When and where a reader was told that something is not kept; what it then reads is no older than that.</summary>
readonly record struct Lease(ulong Replica, ulong Stamp)
{
    const int Size = 16;

    public ByteString ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Replica);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Stamp);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Null when it is none.</summary>
    public static Lease? Parse(ByteString bytes) =>
        bytes.Length == Size
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes.Span), BinaryPrimitives.ReadUInt64BigEndian(bytes.Span[8..]))
            : null;
}
