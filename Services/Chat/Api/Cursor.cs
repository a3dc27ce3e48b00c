using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

/// <summary>Where a page ended: a time and an id, opaque to callers.</summary>
static class Cursor
{
    const int MaxLimit = 100;
    const int DefaultLimit = 20;
    const int Length = sizeof(long) + 16;

    public static string After(DateTimeOffset time, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.UtcTicks);
        id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static (DateTimeOffset Time, Guid Id)? Read(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[Length];
        if (
            Base64Url.DecodeFromChars(cursor, bytes, out var read, out var written) != OperationStatus.Done
            || read != cursor.Length
            || written != Length
            || BinaryPrimitives.ReadInt64BigEndian(bytes) is not (>= 0 and var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
        )
            throw new FaultException(Fault.Malformed, "The cursor is not one of ours.");
        return (new(ticks, TimeSpan.Zero), new Guid(bytes[sizeof(long)..], bigEndian: true));
    }

    /// <summary>How many a page holds; 0 means not said.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static int Limit(int limit) =>
        limit switch
        {
            0 => DefaultLimit,
            > 0 and <= MaxLimit => limit,
            _ => throw new FaultException(Fault.Malformed, $"The limit is 1 to {MaxLimit}."),
        };
}
