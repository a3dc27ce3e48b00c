using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults;

/// <summary>
/// Pages of lists. A page begins behind the last item of the one before, by that item's key and never by an offset; the key travels as a
/// cursor, which is opaque to callers (base64url).
/// </summary>
public static class Paging
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>How many items a page holds; 0 means that the caller gave no limit.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field limit: outside 1 to 100.</exception>
    public static int Limit(int asked) =>
        asked switch
        {
            0 => DefaultLimit,
            >= 1 and <= MaxLimit => asked,
            _ => throw new FaultException(Fault.Invalid, "limit", $"The limit is 1 to {MaxLimit}."),
        };

    public static string ToCursor(ReadOnlySpan<byte> key) => Base64Url.EncodeToString(key);

    public static string ToCursor(string key) => ToCursor(Encoding.UTF8.GetBytes(key));

    public static string ToCursor(Guid id)
    {
        Span<byte> key = stackalloc byte[16];
        id.TryWriteBytes(key, bigEndian: true, out _);
        return ToCursor(key);
    }

    /// <summary>The key of a cursor that is exactly as long as <paramref name="key"/>.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static void ReadKey(string cursor, Span<byte> key)
    {
        if (
            Base64Url.DecodeFromChars(cursor, key, out var read, out var written) != OperationStatus.Done
            || read != cursor.Length
            || written != key.Length
        )
            throw Malformed();
    }

    /// <summary>The id in a cursor; null for the first page, whose cursor is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static Guid? ReadId(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        Span<byte> key = stackalloc byte[16];
        ReadKey(cursor, key);
        return new Guid(key, bigEndian: true);
    }

    /// <summary>The text in a cursor; null for the first page, whose cursor is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static string? ReadText(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        var bytes = new byte[cursor.Length];
        return Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw Malformed();
    }

    public static FaultException Malformed() => new(Fault.Malformed, "The cursor is not one that was given out.");
}
