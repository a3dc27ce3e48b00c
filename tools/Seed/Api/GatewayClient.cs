using System.Diagnostics;
using System.Net;
using Polly;
using Polly.Timeout;

namespace Social.Seed.Api;

/// <summary>The public API with patience: a busy system answers 503 now and then, and one that restarts does not answer at all.</summary>
public sealed class GatewayClient : IDisposable
{
    const int MaxRetries = 9;

    static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromSeconds(1);

    readonly HttpClient http;
    readonly ResiliencePipeline<HttpResponseMessage> retries;
    readonly SeedOptions options;

    public GatewayClient(SeedOptions options, int connections)
    {
        this.options = options;
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, ActivityHeadersPropagator = null };
        // The pipeline below bounds every call.
        http = new HttpClient(handler) { BaseAddress = options.Gateway, Timeout = Timeout.InfiniteTimeSpan };
        if (options.Key is { } key)
            http.DefaultRequestHeaders.Add("X-Seed-Key", key);
        // "Not sampled" (W3C trace context): tens of thousands of traces of seeding are of no use to anybody.
        http.DefaultRequestHeaders.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
        retries = BuildRetries(options.GatewayTimeout);
    }

    /// <summary>Sends a request that may be repeated, each time a new one of <paramref name="create"/>.</summary>
    /// <exception cref="SeedException">The gateway is unreachable, or limits this program.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken stop)
    {
        try
        {
            var response = await retries.ExecuteAsync(
                async token =>
                {
                    using var request = create();
                    return await http.SendAsync(request, token);
                },
                stop
            );
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                return response;
            response.Dispose();
            throw new SeedException("The gateway limits these calls: Seed:Key has to be its Limits:SeedKey.");
        }
        catch (TimeoutRejectedException)
        {
            throw new SeedException(
                $"The gateway at {options.Gateway} has not answered for {options.GatewayTimeout.TotalSeconds:0} s: start the system first."
            );
        }
    }

    public void Dispose() => http.Dispose();

    static ResiliencePipeline<HttpResponseMessage> BuildRetries(TimeSpan timeout) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new()
                {
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(r =>
                        r.StatusCode == HttpStatusCode.ServiceUnavailable
                    ),
                    MaxRetryAttempts = MaxRetries,
                    DelayGenerator = static retry => new(retry.Outcome.Result?.Headers.RetryAfter?.Delta ?? DefaultRetryDelay),
                }
            )
            .AddTimeout(timeout)
            .AddRetry(
                new()
                {
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>(),
                    MaxRetryAttempts = int.MaxValue,
                    Delay = TimeSpan.FromMilliseconds(500),
                }
            )
            .Build();
}
