using Social.ServiceDefaults;
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
        return Paging.ToCursor(bytes);
    }

    /// <summary>What <see cref="ToString"/> wrote; the first page when it is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static FeedCursor Parse(string cursor)
    {
        if (cursor.Length == 0)
            return new(Position.Start, false);
        Span<byte> bytes = stackalloc byte[Size];
        Paging.ReadKey(cursor, bytes);
        return new(Position.ReadFrom(bytes) ?? throw Paging.Malformed(), bytes[^1] == 1);
    }
}
