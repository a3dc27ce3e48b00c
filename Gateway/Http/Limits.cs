using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;

namespace Social.Gateway.Http;

/// <summary>
/// The classes of routes and their limits. A call first needs what its caller may have, and only then a place among everybody's, so that
/// a few callers who wait hold no place that others need.
/// </summary>
public static class Limits
{
    public const string General = "general";
    public const string Credentials = "credentials";
    public const string Upload = "upload";
    public const string Post = "post";
    public const string Message = "message";
    public const string Comment = "comment";
    public const string Follow = "follow";
    public const string Vote = "vote";
    public const string Subscription = "subscription";
    public const string Images = "images";

    /// <summary>Of a body, bytes, where a route does not say otherwise: the longest text in JSON, escaped, with room to spare.</summary>
    public const int MaxBody = 64 << 10;

    static readonly string[] Classes = [General, Credentials, Upload, Post, Message, Comment, Follow, Vote, Subscription, Images];

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
                    limiter.OnRejected = RefuseAsync;
                    limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                        // What waits comes first: a call that has to is asked for again from the beginning, and would count twice below.
                        Each(limits, PlacesOfCaller),
                        Each(limits, OfAddress),
                        Each(limits, OfCaller),
                        Each(limits, OfAct),
                        Each(limits, OfEverybody)
                    );
                    // A route's policy only names its class: the limits of a class are several.
                    foreach (var kind in Classes)
                        limiter.AddPolicy(kind, _ => RateLimitPartition.GetNoLimiter(""));
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

    /// <summary>A partition's key says the kind wherever kinds have limits of different sorts: the first to use a key makes its limiter.</summary>
    delegate RateLimitPartition<string> Partition(HttpContext http, string kind, LimitOptions limits);

    static PartitionedRateLimiter<HttpContext> Each(LimitOptions limits, Partition partition) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http =>
            http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is { } kind && !IsSeeder(http, limits)
                ? partition(http, kind, limits)
                : Unlimited()
        );

    /// <summary>Guessing passwords with a token is guessing all the same, so credentials count by address whoever sends them.</summary>
    static RateLimitPartition<string> OfAddress(HttpContext http, string kind, LimitOptions limits) =>
        kind switch
        {
            Credentials => Window($"{kind} {Address(http)}", limits.CredentialsPerMinute),
            Images => Bucket($"{kind} {Address(http)}", limits.ImagesPerSecond, 10 * limits.ImagesPerSecond),
            _ => Unlimited(),
        };

    static RateLimitPartition<string> OfCaller(HttpContext http, string kind, LimitOptions limits) =>
        kind switch
        {
            Credentials => Person(http) is { } person ? Window($"{kind} {person}", limits.CredentialsPerMinute) : Unlimited(),
            Images => Unlimited(),
            _ => Bucket(Person(http) ?? Address(http), limits.CallsPerSecond, limits.Burst),
        };

    static RateLimitPartition<string> OfAct(HttpContext http, string kind, LimitOptions limits)
    {
        var perMinute = kind switch
        {
            Post => limits.PostsPerMinute,
            Upload => limits.UploadsPerMinute,
            Message when IsUpload(http, kind) => limits.UploadsPerMinute,
            Comment => limits.CommentsPerMinute,
            Follow => limits.FollowsPerMinute,
            Vote => limits.VotesPerMinute,
            Subscription => limits.SubscriptionsPerMinute,
            _ => 0,
        };
        // Uploads are one kind of act, whatever they are for.
        var act = kind == Message ? Upload : kind;
        return perMinute > 0 ? Window($"{act} {Person(http) ?? Address(http)}", perMinute) : Unlimited();
    }

    /// <summary>
    /// What takes as long as the caller's line: uploads of a person, images for an address, and all else, too, while a body comes slowly. More
    /// calls of one caller wait than a burst may have, so that this refuses nothing that is within the rate.
    /// </summary>
    static RateLimitPartition<string> PlacesOfCaller(HttpContext http, string kind, LimitOptions limits) =>
        kind == Images ? RateLimitPartition.GetConcurrencyLimiter("images " + Address(http), _ => Places(limits.Images, 8))
        : IsUpload(http, kind) ? RateLimitPartition.GetConcurrencyLimiter(Person(http) ?? Address(http), _ => Places(limits.Uploads, 8))
        : RateLimitPartition.GetConcurrencyLimiter($"calls of {Person(http) ?? Address(http)}", _ => Places(limits.CallsAtOnce, 20));

    /// <summary>Places of their own for each class, so that slow transfers keep nobody from reading.</summary>
    static RateLimitPartition<string> OfEverybody(HttpContext http, string kind, LimitOptions limits) =>
        kind == Images ? RateLimitPartition.GetConcurrencyLimiter(Images, _ => Places(limits.ImageConcurrencyLimit, 1))
        : IsUpload(http, kind) ? RateLimitPartition.GetConcurrencyLimiter(Upload, _ => Places(limits.UploadConcurrencyLimit, 1))
        : RateLimitPartition.GetConcurrencyLimiter(kind == Upload ? General : kind, _ => Places(limits.ConcurrencyLimit, 3));

    /// <summary>A post or message of text alone is no upload: its few bytes hold no connection open.</summary>
    static bool IsUpload(HttpContext http, string kind) => kind is Upload or Post or Message && !http.Request.HasJsonContentType();

    static string? Person(HttpContext http) => http.User.FindFirst(Caller.Subject)?.Value is { } id ? "person " + id : null;

    static string Address(HttpContext http) => "address " + NetworkPrefix.From(http.Connection.RemoteIpAddress ?? IPAddress.None);

    static bool IsSeeder(HttpContext http, LimitOptions limits) =>
        limits.SeedKey is { } key
        && http.Request.Headers["X-Seed-Key"].ToString() is { Length: > 0 } given
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));

    static RateLimitPartition<string> Unlimited() => RateLimitPartition.GetNoLimiter("");

    static RateLimitPartition<string> Bucket(string key, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ =>
                new()
                {
                    TokenLimit = burst,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }
        );

    static RateLimitPartition<string> Window(string key, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            key,
            _ =>
                new()
                {
                    PermitLimit = perMinute,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                }
        );

    static ConcurrencyLimiterOptions Places(int places, int waiting) => new() { PermitLimit = places, QueueLimit = waiting * places };

    static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var said) ? said : TimeSpan.FromSeconds(5);
        var seconds = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Results
            .Problem($"Too many calls. Try again in {seconds} s.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context.HttpContext);
    }
}
