namespace Social.Feeds.Data;

/// <summary>
/// A browser that its push service lets be told of a person's notifications. The endpoint is a secret of the browser: whoever knows it and
/// holds the server's key can send.
/// </summary>
public sealed class PushSubscription
{
    /// <summary>Of one person; a further one takes the place of the one confirmed longest ago.</summary>
    public const int MaxPerPerson = 10;

    /// <summary>Characters of an endpoint; those of the known push services are about 200.</summary>
    public const int MaxEndpoint = 1_000;

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }

    /// <summary>The session in which it was confirmed last; it ends with that.</summary>
    public Guid SessionId { get; private init; }
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key: 65 bytes, an uncompressed point of P-256.</summary>
    public required byte[] P256dh { get; init; }

    /// <summary>The secret that the browser shares with this server: 16 bytes.</summary>
    public required byte[] Auth { get; init; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When the app said last that it still has it.</summary>
    public DateTimeOffset ConfirmedAt { get; private init; }

    /// <summary>When its push service last took a message; null before the first.</summary>
    public DateTimeOffset? LastSuccessAt { get; private init; }
}
