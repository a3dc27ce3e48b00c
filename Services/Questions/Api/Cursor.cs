using System.Buffers.Binary;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>Where a page ended: in which order, by which key of that order, and by which id among equal keys.</summary>
static class Cursor
{
    const int Length = 1 + sizeof(long) + 16;

    public static string After(byte order, long key, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = order;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], key);
        id.TryWriteBytes(bytes[(1 + sizeof(long))..], bigEndian: true, out _);
        return Paging.ToCursor(bytes);
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: none of this order.</exception>
    public static (long Key, Guid Id)? Read(byte order, string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[Length];
        Paging.ReadKey(cursor, bytes);
        return bytes[0] == order
            ? (BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), new Guid(bytes[(1 + sizeof(long))..], bigEndian: true))
            : throw Paging.Malformed();
    }
}
