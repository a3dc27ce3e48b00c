using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Result of a call, as the circuit breaker of its instance counts it.</summary>
enum Outcome
{
    /// <summary>With a response or a refusal, which is a response as well.</summary>
    Answered,

    /// <summary>With UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL or a broken connection.</summary>
    Failed,

    /// <summary>Cancelled by the caller: says nothing about the instance.</summary>
    Cancelled,
}

static class Outcomes
{
    const string Status = "grpc-status";

    /// <summary>A call that failed at once says so in its header, and nobody reads the empty stream after it.</summary>
    public static bool IsOver(this HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.OK || response.Headers.Contains(Status);

    /// <summary>Outcome of a response that has ended. A failed gRPC call has HTTP status 200; its gRPC status is in the trailer.</summary>
    public static Outcome ToOutcome(this HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            // Something before the service said so, such as a proxy that cannot reach it.
            return (int)response.StatusCode >= 500 ? Outcome.Failed : Outcome.Answered;
        var last = response.Headers.Contains(Status) ? response.Headers : response.TrailingHeaders;
        return
            FaultTrailer.IsRefusal(last)
            || StatusOf(last) is not (null or StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
            ? Outcome.Answered
            : Outcome.Failed;
    }

    static StatusCode? StatusOf(HttpResponseHeaders headers) =>
        headers.TryGetValues(Status, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? (StatusCode)code
            : null;
}
