using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Data;

/// <summary>
/// A session that was ended while access tokens of it may be alive: nobody accepts them any more. It names no person, so it may outlive
/// the account.
/// </summary>
public sealed class EndedSession
{
    /// <summary>
    /// How long a token of a session can outlive its end: one that was being made meanwhile lives its full time, and clocks differ.
    /// </summary>
    public static readonly TimeSpan Memory = AccessToken.Lifetime + (2 * AccessToken.Skew) + TimeSpan.FromMinutes(1);

    public required Guid Id { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
}
