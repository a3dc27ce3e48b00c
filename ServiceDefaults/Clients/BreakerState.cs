namespace Social.ServiceDefaults;

/// <summary>Whether an instance gets calls.</summary>
public enum BreakerState
{
    /// <summary>As usual.</summary>
    Closed,

    /// <summary>None: it failed too often.</summary>
    Open,

    /// <summary>One at a time, to find out whether it is well again.</summary>
    HalfOpen,
}
