using System.Buffers.Text;
using Social.ServiceDefaults.Errors;

namespace Social.Feeds.Data;

/// <summary>Where the next page of a feed begins.</summary>
/// <param name="Last">The post before it.</param>
/// <param name="InDatabase">The page before came from the database and not from Redis.</param>
public readonly record struct FeedCursor(Position Last, bool InDatabase)
{
    const int Size = Position.Size + 1;

    /// <summary>Opaque to the caller.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Last.WriteTo(bytes);
        bytes[^1] = InDatabase ? (byte)1 : (byte)0;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What <see cref="ToString"/> wrote; the first page when it is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static FeedCursor Parse(string cursor)
    {
        if (cursor.Length == 0)
            return new(Position.Start, false);
        Span<byte> bytes = stackalloc byte[Size];
        return
            Base64Url.IsValid(cursor, out var length)
            && length == Size
            && Base64Url.TryDecodeFromChars(cursor, bytes, out _)
            && Position.ReadFrom(bytes) is { } last
            ? new(last, bytes[^1] == 1)
            : throw new FaultException(Fault.Malformed, "The cursor is not one that was given out.");
    }
}
