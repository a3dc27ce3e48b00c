using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Social.Contracts;

namespace Social.ServiceDefaults.Errors;

/// <summary>A refusal on its way from one process to another: a status code, and the whole of it in the trailer <c>fault-bin</c>.</summary>
public static class FaultTrailer
{
    const string Name = "fault-bin";

    /// <summary>The refusal as a failed call.</summary>
    public static RpcException ToRpc(this FaultException refusal) =>
        new(new Status(CodeOf(refusal.Fault), refusal.Message), new Metadata { { Name, Detail(refusal).ToByteArray() } });

    /// <summary>
    /// Why the other side refused; null when the call failed by a bug there. A callee that cannot be reached or does not answer in
    /// time is <see cref="Fault.Unavailable"/>.
    /// </summary>
    public static FaultException? ToFault(this RpcException failure) =>
        IsRefusal(failure)
            ? Read(FaultDetail.Parser.ParseFrom(failure.Trailers.GetValueBytes(Name)))
            : failure.StatusCode switch
            {
                StatusCode.Unavailable or StatusCode.DeadlineExceeded => Unavailable(),
                _ when IsBrokenConnection(failure) => Unavailable(),
                StatusCode.ResourceExhausted => new(Fault.TooLarge, "The request is too large."),
                StatusCode.Unauthenticated => new(Fault.Unauthenticated, "Log in first."),
                _ => null,
            };

    /// <summary>
    /// Whether the connection failed, which gRPC reports as an internal error where it does not know the reason. A bug in the callee
    /// comes as its answer, without an exception on this side.
    /// </summary>
    internal static bool IsBrokenConnection(RpcException failure) =>
        failure is { StatusCode: StatusCode.Internal, Status.DebugException: HttpRequestException or IOException };

    /// <summary>Whether the callee answered and refused, which trying again will not change.</summary>
    internal static bool IsRefusal(RpcException failure) => failure.Trailers.GetValueBytes(Name) is not null;

    /// <inheritdoc cref="IsRefusal(RpcException)"/>
    internal static bool IsRefusal(HttpHeaders trailers) => trailers.Contains(Name);

    static FaultException Unavailable() =>
        new(Fault.Unavailable, "A part of the system is unavailable. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(2) };

    static FaultDetail Detail(FaultException refusal)
    {
        var detail = new FaultDetail
        {
            Fault = refusal.Fault.ToString(),
            Text = refusal.Message,
            RetryAfterSeconds = (int)Math.Ceiling(refusal.RetryAfter?.TotalSeconds ?? 0),
        };
        foreach (var (field, texts) in refusal.Errors)
            detail.Errors.Add(field, new FieldErrors { Messages = { texts } });
        return detail;
    }

    static FaultException? Read(FaultDetail detail)
    {
        if (!Enum.TryParse<Fault>(detail.Fault, out var fault))
            return null;
        TimeSpan? retryAfter = detail.RetryAfterSeconds > 0 ? TimeSpan.FromSeconds(detail.RetryAfterSeconds) : null;
        return new(fault, detail.Text, detail.Errors.ToDictionary(e => e.Key, e => e.Value.Messages.ToArray())) { RetryAfter = retryAfter };
    }

    static StatusCode CodeOf(Fault fault) =>
        fault switch
        {
            Fault.Malformed => StatusCode.InvalidArgument,
            Fault.Unauthenticated => StatusCode.Unauthenticated,
            Fault.Forbidden => StatusCode.PermissionDenied,
            Fault.NotFound => StatusCode.NotFound,
            Fault.Conflict => StatusCode.AlreadyExists,
            Fault.TooLarge => StatusCode.OutOfRange,
            Fault.UnsupportedMedia => StatusCode.InvalidArgument,
            Fault.Invalid => StatusCode.InvalidArgument,
            Fault.TooMany => StatusCode.ResourceExhausted,
            Fault.Unavailable => StatusCode.Unavailable,
        };
}
