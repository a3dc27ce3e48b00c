using System.ComponentModel.DataAnnotations;

namespace Social.Feeds.Push;

/// <summary>Section "Push".</summary>
public sealed record PushOptions
{
    /// <summary>The push services of Chrome, Firefox, Edge and Safari.</summary>
    public const string KnownHosts =
        "fcm.googleapis.com, updates.push.services.mozilla.com, *.push.services.mozilla.com, *.notify.windows.com, *.push.apple.com";

    /// <summary>
    /// The private key by which push services know this server (VAPID): base64url of the 32 bytes of a P-256 key, as `web-push
    /// generate-vapid-keys` prints it. Empty: push is off. With another key every browser has to subscribe again.
    /// </summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>Whom a push service may turn to about this server: a mailto: or https: address.</summary>
    public string Subject { get; init; } = "mailto:operator@social.example";

    /// <summary>
    /// The hosts to which messages are sent, with a comma between: `*.` before a domain stands for everything below it, and `:` with a port
    /// after a host for another one than 443, as a test needs. Empty: none.
    /// </summary>
    public string Hosts { get; init; } = KnownHosts;

    /// <summary>Messages taken at once; sent within <see cref="Lease"/> even when each of them times out.</summary>
    [Range(1, 1_000)]
    public int Batch { get; init; } = 64;

    /// <summary>Messages sent at the same time.</summary>
    [Range(1, 100)]
    public int Concurrency { get; init; } = 8;

    /// <summary>How long a push service may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this others send what an instance took and did not finish.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Tries of one message before it is given up.</summary>
    [Range(1, 20)]
    public int Attempts { get; init; } = 6;

    /// <summary>Before the second try, unless the push service says when; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A renewed notification is sent to a browser again after this at the earliest.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is looked for messages that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often ended sessions and what is too old are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CleanupEvery { get; init; } = TimeSpan.FromSeconds(10);
}
