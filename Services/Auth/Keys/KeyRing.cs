using Social.Auth.Data;
using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Keys;

/// <summary>Which of several keys does what at a time. The rows decide, so all instances of Auth agree.</summary>
public static class KeyRing
{
    /// <summary>After it ended signing, a key verifies for as long as its last token can be alive.</summary>
    static readonly TimeSpan Afterlife = AccessToken.Lifetime + (2 * AccessToken.Skew) + TimeSpan.FromMinutes(1);

    /// <summary>The one that signs now: the last whose time has come; null when there is none.</summary>
    public static SigningKey? Signer(IEnumerable<SigningKey> keys, DateTimeOffset now) =>
        keys.Where(k => k.SignsFrom <= now).MaxBy(k => (k.SignsFrom, k.Id));

    /// <summary>Whether the next key should be made: none is waiting for its time, and the last one is old.</summary>
    public static bool IsDue(IReadOnlyCollection<SigningKey> keys, DateTimeOffset now, TimeSpan rotateAfter) =>
        keys.Count == 0 || keys.Max(k => k.SignsFrom) + rotateAfter <= now;

    /// <summary>Keys that no valid token can have been signed with: another took over long enough ago.</summary>
    public static IEnumerable<SigningKey> Expired(IReadOnlyCollection<SigningKey> keys, DateTimeOffset now) =>
        keys.Where(key => keys.Any(next => next.SignsFrom > key.SignsFrom && next.SignsFrom + Afterlife < now));
}
