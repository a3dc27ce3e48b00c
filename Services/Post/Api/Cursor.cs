using System.Buffers;
using System.Buffers.Text;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>Where a page ended: the id of its last post, opaque to callers.</summary>
static class Cursor
{
    const int MaxLimit = 100;
    const int DefaultLimit = 20;
    const int IdLength = 16;

    public static string After(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>Where the page ended, and where the first page began.</summary>
    public static string After(Guid first, Guid id) =>
        Base64Url.EncodeToString([.. first.ToByteArray(bigEndian: true), .. id.ToByteArray(bigEndian: true)]);

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static Guid? Read(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[IdLength];
        Decode(cursor, bytes);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static (Guid First, Guid Last)? ReadTwo(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[2 * IdLength];
        Decode(cursor, bytes);
        return (new Guid(bytes[..IdLength], bigEndian: true), new Guid(bytes[IdLength..], bigEndian: true));
    }

    static void Decode(string cursor, Span<byte> bytes)
    {
        if (
            Base64Url.DecodeFromChars(cursor, bytes, out var read, out var written) != OperationStatus.Done
            || read != cursor.Length
            || written != bytes.Length
        )
            throw new FaultException(Fault.Malformed, "The cursor is not one of ours.");
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
