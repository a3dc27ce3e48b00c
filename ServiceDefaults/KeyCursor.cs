using System.Buffers.Binary;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults;

/// <summary>
/// Where a page of a list ended: by which key of its order, and by which id among equal keys. What the list was begun with, as its order, may
/// stand before them.
/// </summary>
public static class KeyCursor
{
    const int Length = sizeof(long) + 16;

    public static string After(ReadOnlySpan<byte> beginning, long key, Guid id)
    {
        Span<byte> bytes = stackalloc byte[beginning.Length + Length];
        beginning.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[beginning.Length..], key);
        id.TryWriteBytes(bytes[(beginning.Length + sizeof(long))..], bigEndian: true, out _);
        return Paging.ToCursor(bytes);
    }

    /// <inheritdoc cref="After(ReadOnlySpan{byte}, long, Guid)"/>
    public static string After(byte order, long key, Guid id) => After([order], key, id);

    /// <summary>Null for the first page, for which <paramref name="beginning"/> stays as it is.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static (long Key, Guid Id)? Read(string cursor, Span<byte> beginning)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[beginning.Length + Length];
        Paging.ReadKey(cursor, bytes);
        bytes[..beginning.Length].CopyTo(beginning);
        bytes = bytes[beginning.Length..];
        return (BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[sizeof(long)..], bigEndian: true));
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>, also for a cursor of another order.</exception>
    public static (long Key, Guid Id)? Read(byte order, string cursor)
    {
        Span<byte> beginning = [order];
        var last = Read(cursor, beginning);
        return beginning[0] == order ? last : throw Paging.Malformed();
    }
}
