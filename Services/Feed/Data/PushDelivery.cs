namespace Social.Feeds.Data;

/// <summary>
/// A notification to be sent to a browser, written with the notification and carried out after the commit. When the notification is renewed
/// before it was sent, it is still one message.
/// </summary>
public sealed class PushDelivery
{
    public Guid SubscriptionId { get; private init; }
    public Guid NotificationId { get; private init; }

    /// <summary>When it is to be sent; while somebody sends it, when others may try; null when it was sent.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>A renewal is not sent before this, so that a device does not ring for each of many likes.</summary>
    public DateTimeOffset NotBefore { get; private init; }

    /// <summary>How often it was tried since it was last sent.</summary>
    public int Attempts { get; private init; }

    /// <summary>Whether the notification was renewed since somebody began to send it.</summary>
    public bool Renewed { get; private init; }
}
