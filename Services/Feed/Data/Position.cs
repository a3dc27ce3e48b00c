using System.Buffers.Binary;

namespace Social.Feeds.Data;

/// <summary>
/// A place in a feed: newest first by time, then by id. Its time is whole microseconds, what the database keeps and what a score in
/// Redis, a double, holds exactly until the year 2255.
/// </summary>
public readonly record struct Position(DateTimeOffset At, Guid Id) : IComparable<Position>
{
    public const int Size = sizeof(long) + 16;

    /// <summary>Before the newest post.</summary>
    public static readonly Position Start = new(new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.AllBitsSet);

    public double Score => (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static Position FromScore(double score, Guid id) => new(AtMicrosecond((long)score), id);

    /// <summary>Older is smaller.</summary>
    public int CompareTo(Position other) => At == other.At ? Id.CompareTo(other.Id) : At.CompareTo(other.At);

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, (long)Score);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
    }

    /// <summary>Null when it is not in the range of times.</summary>
    public static Position? ReadFrom(ReadOnlySpan<byte> bytes)
    {
        var micros = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return micros is >= 0 and < 253_370_764_800_000_000
            ? new(AtMicrosecond(micros), new Guid(bytes[sizeof(long)..Size], bigEndian: true))
            : null;
    }

    static DateTimeOffset AtMicrosecond(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
