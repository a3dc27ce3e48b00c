using Social.ServiceDefaults;

namespace Social.Auth.Data;

/// <summary>
/// An open log-in on one device: the family of all refresh tokens that follow from it. Ending it deletes the row; its access tokens
/// are then known by <see cref="EndedSession"/>.
/// </summary>
public sealed class Session
{
    public const int MaxDevice = SharedLimits.Device;

    /// <summary>How long an unused session stays open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>What the list of sessions shows, from the browser's User-Agent.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastUsedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    public bool IsOpen(DateTimeOffset now) => now < ExpiresAt;
}
