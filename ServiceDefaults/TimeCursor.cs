using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults;

/// <summary>Where a page of a list by time ended: a time and, among those of the same time, an id.</summary>
public static class TimeCursor
{
    public static string After(DateTimeOffset time, Guid id) => KeyCursor.After([], time.UtcTicks, id);

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static (DateTimeOffset Time, Guid Id)? Read(string cursor) =>
        KeyCursor.Read(cursor, []) is var (ticks, id) ? (ToTime(ticks), id) : null;

    /// <summary>A time that a cursor carries as its key.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static DateTimeOffset ToTime(long ticks) =>
        ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : throw Paging.Malformed();
}
