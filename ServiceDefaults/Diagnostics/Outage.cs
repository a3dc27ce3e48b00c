namespace Social.ServiceDefaults.Diagnostics;

/// <summary>
/// Whether a dependency is down, for logging an outage once when it begins and once when it ends instead of at every attempt. Any thread
/// may call it.
/// </summary>
public sealed class Outage
{
    int down;

    /// <summary>A failure; true for the first one of an outage.</summary>
    public bool Begin() => Interlocked.Exchange(ref down, 1) == 0;

    /// <summary>A success; true for the first one after an outage.</summary>
    public bool End() => Interlocked.Exchange(ref down, 0) == 1;
}
