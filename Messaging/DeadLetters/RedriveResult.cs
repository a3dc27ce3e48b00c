namespace Social.Messaging.DeadLetters;

/// <summary>What a redrive did.</summary>
/// <param name="Applied">Events that are no longer dead letters.</param>
/// <param name="Left">Dead letters that remain, of all keys.</param>
public sealed record RedriveResult(int Applied, int Left);
