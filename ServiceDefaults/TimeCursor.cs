using System.Buffers.Binary;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults;

/// <summary>Where a page of a list by time ended: a time and, among those of the same time, an id.</summary>
public static class TimeCursor
{
    const int Length = sizeof(long) + 16;

    public static string After(DateTimeOffset time, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.UtcTicks);
        id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Paging.ToCursor(bytes);
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static (DateTimeOffset Time, Guid Id)? Read(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[Length];
        Paging.ReadKey(cursor, bytes);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? (new(ticks, TimeSpan.Zero), new Guid(bytes[sizeof(long)..], bigEndian: true))
            : throw Paging.Malformed();
    }
}
