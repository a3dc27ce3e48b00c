using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>What the HTTP client saw, as a gRPC status; the table is the real client's.</summary>
static class Failures
{
    public static Status Of(string summary, Exception failure)
    {
        if (failure is RpcException rpc)
            return rpc.Status;
        if (failure is OperationCanceledException)
            return new(StatusCode.Cancelled, "", failure);
        StatusCode? code = null;
        var network = false;
        var detail = summary;
        for (var e = failure; e is not null; e = e.InnerException)
        {
            detail += $" {e.GetType().Name}: {e.Message}";
            if (e is RpcException inner)
                return inner.Status;
            if (e is HttpProtocolException protocol)
                code = OfHttp2(protocol.ErrorCode);
            else
                network |= e is SocketException or IOException;
        }
        return new(code ?? (network ? StatusCode.Unavailable : StatusCode.Internal), detail, failure);
    }

    /// <summary>Null when the response is one of gRPC, whose status is yet to come.</summary>
    public static Status? Of(HttpResponseMessage response)
    {
        if (TryStatus(response.Headers.NonValidated, out var status))
            return status;
        if (response.StatusCode != HttpStatusCode.OK)
            return new(OfHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        return type is null ? new(StatusCode.Cancelled, "Bad gRPC response. Response did not have a content-type header.")
            : Headers.IsGrpc(type) ? null
            : new(StatusCode.Cancelled, $"Bad gRPC response. Invalid content-type value: {type}");
    }

    public static Status OfTrailers(HttpResponseMessage response) =>
        TryStatus(response.TrailingHeaders.NonValidated, out var status)
            ? status
            : new(StatusCode.Cancelled, "No grpc-status found on response.");

    static bool TryStatus(System.Net.Http.Headers.HttpHeadersNonValidated headers, out Status status)
    {
        status = default;
        if (!headers.TryGetValues(Headers.Status, out var codes))
            return false;
        status = int.TryParse(codes.ToString(), out var code)
            ? new((StatusCode)code, headers.TryGetValues(Headers.Message, out var text) ? Headers.Unescape(text.ToString()) : "")
            : new(StatusCode.Cancelled, $"Unexpected grpc-status value: {codes}");
        return true;
    }

    static StatusCode OfHttp(HttpStatusCode code) =>
        code switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.RequestHeaderFieldsTooLarge => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        };

    static StatusCode OfHttp2(long error) =>
        error switch
        {
            0x7 => StatusCode.Unavailable, // REFUSED_STREAM
            0x8 => StatusCode.Cancelled, // CANCEL
            0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
            0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
            _ => StatusCode.Internal,
        };
}
