namespace Social.ServiceDefaults;

public static class Instants
{
    /// <summary>The database keeps microseconds; a first answer must not show more than the later ones.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset time) =>
        new(time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond, time.Offset);
}
