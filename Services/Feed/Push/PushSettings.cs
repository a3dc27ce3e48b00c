using Microsoft.Extensions.Options;

namespace Social.Feeds.Push;

/// <summary>What <see cref="PushOptions"/> say, read once.</summary>
public sealed class PushSettings(IOptions<PushOptions> options)
{
    /// <summary>Null: push is off.</summary>
    public VapidKeys? Keys { get; } = VapidKeys.TryParse(options.Value.PrivateKey, out var keys) ? keys : null;

    public PushHosts Hosts { get; } =
        PushHosts.TryParse(options.Value.Hosts, out var hosts) ? hosts : throw new InvalidOperationException(WantedHosts);

    public string Subject => options.Value.Subject;

    internal const string WantedKey =
        "Push:PrivateKey (Push__PrivateKey) must be empty, which turns push off, or base64url of the 32 bytes of a P-256 private key.";

    internal const string WantedSubject = "Push:Subject (Push__Subject) must be an address that begins with mailto: or https:.";

    internal const string WantedHosts =
        "Push:Hosts (Push__Hosts) must be host names with a comma between, such as \"fcm.googleapis.com, *.push.apple.com\".";
}
