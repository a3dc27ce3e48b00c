using System.Buffers.Text;
using Lib.Net.Http.WebPush;

namespace Social.Feeds.Push;

/// <summary>A message for one browser.</summary>
/// <param name="Endpoint">Where its push service takes it.</param>
/// <param name="P256dh">The browser's public key.</param>
/// <param name="Auth">The secret shared with the browser.</param>
/// <param name="Group">The notification: of several messages about it that wait, the browser gets the last one.</param>
/// <param name="Content">What is encrypted.</param>
public sealed record PushEnvelope(string Endpoint, byte[] P256dh, byte[] Auth, Guid Group, string Content)
{
    internal PushSubscription ToSubscription()
    {
        var subscription = new PushSubscription { Endpoint = Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, Base64Url.EncodeToString(P256dh));
        subscription.SetKey(PushEncryptionKeyName.Auth, Base64Url.EncodeToString(Auth));
        return subscription;
    }

    internal PushMessage ToMessage(TimeSpan timeToLive) =>
        new(Content)
        {
            // At most 32 characters of base64url.
            Topic = Group.ToString("N"),
            TimeToLive = (int)timeToLive.TotalSeconds,
            Urgency = PushMessageUrgency.Normal,
        };
}
