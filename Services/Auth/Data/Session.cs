namespace Social.Auth.Data;

/// <summary>One log-in on one device: the family of all refresh tokens that follow from it.</summary>
public sealed class Session
{
    public const int MaxDevice = 200;

    /// <summary>How long an unused session stays open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>What the list of sessions shows, from the browser's User-Agent.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastUsedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was ended, by its owner or because a spent refresh token came back; null while it is open.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
