namespace Social.Posts.Data;

/// <summary>That a request with an idempotency key was answered, and by which post.</summary>
public sealed class Answered
{
    public const int MaxKey = 200;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Guid CallerId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 over what was asked: text, alternative texts and the images' bytes.</summary>
    public required byte[] Hash { get; init; }
    public Guid PostId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
