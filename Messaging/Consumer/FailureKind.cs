namespace Social.Messaging.Consumer;

/// <summary>Kind of a handler failure, which decides on the retry.</summary>
enum FailureKind
{
    /// <summary>A dependency is down. Retry without end, since every later event would fail alike.</summary>
    DependencyDown,

    /// <summary>Something timed out. Retry for a limited time, since this event may be the reason.</summary>
    Timeout,

    /// <summary>The handler failed. Retry a limited number of times.</summary>
    Failed,

    /// <summary>The event cannot be parsed: no retry.</summary>
    Malformed,
}
