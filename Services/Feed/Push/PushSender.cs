using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.Extensions.Options;

namespace Social.Feeds.Push;

/// <summary>How a push service answered.</summary>
public enum PushOutcome
{
    /// <summary>It took the message.</summary>
    Sent,

    /// <summary>The subscription is no more.</summary>
    Expired,

    /// <summary>Later it may take it.</summary>
    Retry,

    /// <summary>It will never take this message.</summary>
    Refused,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">For the log; without the endpoint, which is a secret.</param>
/// <param name="RetryAfter">What the push service asked for; null when it did not.</param>
public sealed record PushResult(PushOutcome Outcome, string Reason, TimeSpan? RetryAfter = null);

/// <summary>Sends one message, encrypted for one browser (RFC 8030, 8291 and 8292).</summary>
public sealed class PushSender : IDisposable
{
    /// <summary>A browser that is away longer is not told any more: by then the list of notifications says it better.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(1);

    readonly HttpClient http;
    readonly PushServiceClient client;
    readonly PushSettings settings;
    readonly TimeSpan timeout;
    readonly TokenCache tokens = new();

    /// <param name="handler">As <see cref="NewHandler"/> makes it; a test's trusts its own certificate.</param>
    public PushSender(SocketsHttpHandler handler, PushSettings settings, IOptions<PushOptions> options)
    {
        (this.settings, timeout) = (settings, options.Value.Timeout);
        http = new(new WithoutBodies(handler)) { Timeout = Timeout.InfiniteTimeSpan };
        client = new(http) { AutoRetryAfter = false };
    }

    /// <summary>
    /// Connections to push services alone: nothing of the defaults for calls between services, such as retries, and no trace context, which
    /// is no business of theirs. An address that is allowed must not lead to one that is not, so redirects are not followed.
    /// </summary>
    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 << 10,
        };

    /// <param name="message">To whom, and what.</param>
    /// <param name="stop">Cancels the sending, which is then to be repeated.</param>
    public async Task<PushResult> SendAsync(PushEnvelope message, CancellationToken stop)
    {
        if (settings.Keys is not { } keys)
            return new(PushOutcome.Refused, "push is off");
        // Asked again: the list may have become shorter since the browser subscribed.
        if (!settings.Hosts.Allows(message.Endpoint, out var address))
            return new(PushOutcome.Refused, "the host is not allowed");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(timeout);
        try
        {
            using var vapid = new VapidAuthentication(keys.Public, keys.Private) { Subject = settings.Subject, TokenCache = tokens };
            await client.RequestPushMessageDeliveryAsync(
                message.ToSubscription(),
                message.ToMessage(TimeToLive),
                vapid,
                VapidAuthenticationScheme.Vapid,
                deadline.Token
            );
            return new(PushOutcome.Sent, "");
        }
        catch (PushServiceClientException e)
        {
            return ToResult(e, address);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(PushOutcome.Retry, $"{address.Host} timed out after {timeout.TotalSeconds} s");
        }
        catch (HttpRequestException e)
        {
            return new(PushOutcome.Retry, $"{address.Host}: {e.HttpRequestError}");
        }
        catch (CryptographicException e)
        {
            return new(PushOutcome.Refused, e.Message);
        }
    }

    public void Dispose() => http.Dispose();

    static PushResult ToResult(PushServiceClientException answer, Uri address)
    {
        var reason = $"{address.Host} answered {(int)answer.StatusCode}";
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(PushOutcome.Expired, reason),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new(
                PushOutcome.Retry,
                reason,
                answer.Headers?.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null
            ),
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(PushOutcome.Sent, reason),
            _ => new(PushOutcome.Refused, reason),
        };
    }

    /// <summary>The status says it all, and the library would read what comes with a refusal to its end, however long that is.</summary>
    sealed class WithoutBodies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            // What is not read of a short body is drained by the connection, and a long one ends it.
            answer.Content.Dispose();
            answer.Content = new ByteArrayContent([]);
            return answer;
        }
    }

    /// <summary>A token holds for half a day and everything that is sent to one push service.</summary>
    sealed class TokenCache : IVapidTokenCache
    {
        static readonly TimeSpan Spare = TimeSpan.FromMinutes(30);
        readonly ConcurrentDictionary<string, (DateTimeOffset Until, string Token)> tokens = new();

        public void Put(string audience, DateTimeOffset expiration, string token) => tokens[audience] = (expiration, token);

        public string? Get(string audience) =>
            tokens.TryGetValue(audience, out var kept) && kept.Until - Spare > DateTimeOffset.UtcNow ? kept.Token : null;
    }
}
