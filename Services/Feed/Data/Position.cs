using System.Buffers.Binary;
using System.Buffers.Text;
using Social.ServiceDefaults;

namespace Social.Feeds.Data;

/// <summary>
/// A place in a feed: newest first by time, then by id. Its time is whole microseconds, what the database keeps and what a score in
/// Redis, a double, holds exactly until the year 2255.
/// </summary>
public readonly record struct Position(DateTimeOffset At, Guid Id) : IComparable<Position>
{
    const int Size = sizeof(long) + 16;

    /// <summary>Before the newest post.</summary>
    public static readonly Position Start = new(new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.AllBitsSet);

    public double Score => (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static Position Of(double score, Guid id) => new(AtMicrosecond((long)score), id);

    /// <summary>Older is smaller.</summary>
    public int CompareTo(Position other) => At == other.At ? Id.CompareTo(other.Id) : At.CompareTo(other.At);

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    /// <summary>Opaque to the caller.</summary>
    public string ToCursor()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (long)Score);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position in a cursor; <see cref="Start"/> when it is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static Position FromCursor(string cursor)
    {
        if (cursor.Length == 0)
            return Start;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Base64Url.IsValid(cursor, out var length) || length != Size || !Base64Url.TryDecodeFromChars(cursor, bytes, out _))
            throw Malformed();
        var micros = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return micros is >= 0 and < 253_370_764_800_000_000
            ? new(AtMicrosecond(micros), new Guid(bytes[sizeof(long)..], bigEndian: true))
            : throw Malformed();
    }

    static DateTimeOffset AtMicrosecond(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    static FaultException Malformed() => new(Fault.Malformed, "The cursor is not one that was given out.");
}
