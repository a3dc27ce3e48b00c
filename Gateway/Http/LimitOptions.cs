using System.ComponentModel.DataAnnotations;

namespace Social.Gateway.Http;

/// <summary>How much one caller may ask for. A person counts by user id, anybody else by network address.</summary>
public sealed record LimitOptions
{
    /// <summary>Log-ins, registrations and refreshes a minute for each address, and for each person besides.</summary>
    [Range(1, 1_000_000)]
    public int CredentialsPerMinute { get; init; } = 60;

    /// <summary>Calls a second, over time, for each caller.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; init; } = 50;

    /// <summary>Calls at once above that rate.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 200;

    /// <summary>Images a second, over time, for each address; ten times as many at once, since a page shows many.</summary>
    [Range(1, 1_000_000)]
    public int ImagesPerSecond { get; init; } = 100;

    /// <summary>Posts and stories a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int PostsPerMinute { get; init; } = 30;

    /// <summary>Avatars, messages with images and images of questions and answers a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int UploadsPerMinute { get; init; } = 30;

    /// <summary>Comments a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int CommentsPerMinute { get; init; } = 60;

    /// <summary>Follows a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int FollowsPerMinute { get; init; } = 120;

    /// <summary>Votes a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int VotesPerMinute { get; init; } = 120;

    /// <summary>Subscriptions of browsers to push messages a minute of one person, made or ended.</summary>
    [Range(1, 1_000_000)]
    public int SubscriptionsPerMinute { get; init; } = 30;

    /// <summary>Uploads of one caller at the same time; further ones wait.</summary>
    [Range(1, 1_000)]
    public int Uploads { get; init; } = 4;

    /// <summary>
    /// Calls of one caller that are served at the same time, uploads and images aside; further ones wait. A quarter of
    /// <see cref="ConcurrencyLimit"/>, by processor: whoever sends bodies slowly leaves the others their places.
    /// </summary>
    [Range(1, 1_000)]
    public int CallsAtOnce { get; init; } = 8 * Environment.ProcessorCount;

    /// <summary>
    /// Calls of one route class that the gateway serves at once, for everybody; three times as many wait, and the others are sent away.
    /// With hundreds at once each step of each waits for those of all others, and a system that starts under load never becomes warm. By
    /// processor.
    /// </summary>
    [Range(1, 100_000)]
    public int ConcurrencyLimit { get; init; } = 32 * Environment.ProcessorCount;

    /// <summary>As <see cref="ConcurrencyLimit"/>, for uploads, which hold a connection for as long as their sender's line takes.</summary>
    [Range(1, 100_000)]
    public int UploadConcurrencyLimit { get; init; } = 64;

    /// <summary>
    /// Images that one address reads at the same time; further ones wait. How long one takes is up to its reader's line: what a page shows, for
    /// some people behind one address.
    /// </summary>
    [Range(1, 10_000)]
    public int Images { get; init; } = 64;

    /// <summary>As <see cref="ConcurrencyLimit"/>, for images, which are read at the speed of their readers' lines.</summary>
    [Range(1, 100_000)]
    public int ImageConcurrencyLimit { get; init; } = 512;

    /// <summary>Whoever sends this as X-Seed-Key is not limited. Set by the AppHost for the time of seeding only.</summary>
    [MinLength(32)]
    public string? SeedKey { get; init; }
}
