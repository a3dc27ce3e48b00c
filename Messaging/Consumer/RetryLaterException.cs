namespace Social.Messaging.Consumer;

/// <summary>
/// Thrown by a handler when a dependency is down (a store, another service): the event is tried again for as long as it takes,
/// later ones of its partition wait, and it is not dead-lettered.
/// </summary>
public sealed class RetryLaterException : Exception
{
    public RetryLaterException(string message)
        : base(message) { }

    public RetryLaterException(string message, Exception inner)
        : base(message, inner) { }

    public RetryLaterException() { }
}
