using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults;

namespace Social.Gateway.Http;

/// <summary>How much one caller may ask for. A person counts by user id, anybody else by network address.</summary>
public sealed record LimitOptions
{
    /// <summary>Log-ins, registrations and refreshes a minute for each address.</summary>
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

    /// <summary>Uploads of one caller at the same time; further ones wait.</summary>
    [Range(1, 1_000)]
    public int Uploads { get; init; } = 4;

    /// <summary>Calls of one route class that the gateway serves at once, for everybody; as many wait, and the others are sent away.</summary>
    [Range(1, 100_000)]
    public int AtOnce { get; init; } = 512;

    /// <summary>As <see cref="AtOnce"/>, for uploads, which hold a connection for as long as their sender's line takes.</summary>
    [Range(1, 100_000)]
    public int UploadsAtOnce { get; init; } = 64;

    /// <summary>Whoever sends this as X-Seed-Key is not limited. Set by the AppHost for the time of seeding only.</summary>
    [MinLength(32)]
    public string? SeedKey { get; init; }
}

/// <summary>The classes of routes and their limits.</summary>
public static class Limits
{
    public const string General = "general";
    public const string Credentials = "credentials";
    public const string Upload = "upload";
    public const string Images = "images";

    /// <summary>Of a body, bytes, where a route does not say otherwise: the longest text in JSON, escaped, with room to spare.</summary>
    public const int MaxBody = 64 << 10;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody);
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder
            .Services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<LimitOptions>>(
                (limiter, options) =>
                {
                    var limits = options.Value;
                    limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                    limiter.OnRejected = Refuse;
                    limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => AtOnce(http, limits));
                    limiter.AddPolicy(
                        General,
                        http =>
                            Partition(
                                http,
                                limits,
                                key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(limits.CallsPerSecond, limits.Burst))
                            )
                    );
                    limiter.AddPolicy(
                        Credentials,
                        http => Partition(http, limits, key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => Window(limits)))
                    );
                    limiter.AddPolicy(
                        Images,
                        http =>
                            Partition(
                                http,
                                limits,
                                key =>
                                    RateLimitPartition.GetTokenBucketLimiter(
                                        key,
                                        _ => Bucket(limits.ImagesPerSecond, 10 * limits.ImagesPerSecond)
                                    )
                            )
                    );
                    limiter.AddPolicy(
                        Upload,
                        http =>
                            Partition(http, limits, key => RateLimitPartition.GetConcurrencyLimiter(key, _ => Places(limits.Uploads, 8)))
                    );
                }
            );
        builder.Services.AddRateLimiter(_ => { });
    }

    /// <summary>The JSON body of a route that takes forms too, and for these would take far more.</summary>
    public static ValueTask<T?> ReadSmallAsync<T>(this HttpRequest request, CancellationToken stop)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = MaxBody;
        return request.ReadFromJsonAsync<T>(stop);
    }

    /// <summary>After authentication, so that a person is limited as a person wherever they call from.</summary>
    public static void UseLimits(this WebApplication app) => app.UseRateLimiter();

    static RateLimitPartition<string> Partition(HttpContext http, LimitOptions limits, Func<string, RateLimitPartition<string>> limited) =>
        IsSeeder(http, limits) ? RateLimitPartition.GetNoLimiter("seeder")
        : http.User.FindFirst(Caller.Subject)?.Value is { } person ? limited("person " + person)
        : limited("address " + http.Connection.RemoteIpAddress);

    /// <summary>A class of its own for each kind of route, so that slow uploads keep nobody from reading.</summary>
    static RateLimitPartition<string> AtOnce(HttpContext http, LimitOptions limits) =>
        http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is { } kind
            ? RateLimitPartition.GetConcurrencyLimiter(kind, _ => Places(kind == Upload ? limits.UploadsAtOnce : limits.AtOnce, 1))
            : RateLimitPartition.GetNoLimiter("files");

    static bool IsSeeder(HttpContext http, LimitOptions limits) =>
        limits.SeedKey is { } key
        && http.Request.Headers["X-Seed-Key"].ToString() is { Length: > 0 } given
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));

    static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) =>
        new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        };

    static SlidingWindowRateLimiterOptions Window(LimitOptions limits) =>
        new()
        {
            PermitLimit = limits.CredentialsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        };

    static ConcurrencyLimiterOptions Places(int places, int waiting) => new() { PermitLimit = places, QueueLimit = waiting * places };

    static async ValueTask Refuse(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var said) ? said : TimeSpan.FromSeconds(5);
        var seconds = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Results
            .Problem($"Too many calls. Try again in {seconds} s.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context.HttpContext);
    }
}
