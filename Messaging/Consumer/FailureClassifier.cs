using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Npgsql;

namespace Social.Messaging.Consumer;

static class FailureClassifier
{
    /// <summary>The first known kind along the chain of inner exceptions: EF and gRPC wrap what they catch.</summary>
    public static FailureKind Classify(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            var found = ClassifyOne(cause);
            if (found != FailureKind.Failed)
                return found;
        }
        return FailureKind.Failed;
    }

    static FailureKind ClassifyOne(Exception e) =>
        e switch
        {
            RetryLaterException or SocketException => FailureKind.DependencyDown,
            InvalidProtocolBufferException => FailureKind.Malformed,
            RpcException { StatusCode: StatusCode.Unavailable } => FailureKind.DependencyDown,
            RpcException { StatusCode: StatusCode.DeadlineExceeded } => FailureKind.Timeout,
            NpgsqlException { InnerException: TimeoutException } => FailureKind.Timeout,
            NpgsqlException { IsTransient: true } => FailureKind.DependencyDown,
            TimeoutException or OperationCanceledException => FailureKind.Timeout,
            _ => FailureKind.Failed,
        };
}
