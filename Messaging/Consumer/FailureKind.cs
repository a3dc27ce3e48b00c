using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Npgsql;

namespace Social.Messaging.Consumer;

/// <summary>Kind of a handler failure, which decides on the retry.</summary>
enum FailureKind
{
    /// <summary>A dependency is down. Retry without end, since every later event would fail alike.</summary>
    DependencyDown,

    /// <summary>Something timed out. Retry for a limited time, since this event may be the reason.</summary>
    Timeout,

    /// <summary>The handler failed. Retry a limited number of times.</summary>
    Failed,

    /// <summary>The event cannot be parsed: no retry.</summary>
    Malformed,
}

static class FailureClassifier
{
    /// <summary>The first known kind along the chain of inner exceptions: EF and gRPC wrap what they catch.</summary>
    public static FailureKind Classify(Exception e, IReadOnlyCollection<Type> dependencyDown)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            var found = ClassifyOne(cause, dependencyDown);
            if (found != FailureKind.Failed)
            {
                return found;
            }
        }
        return FailureKind.Failed;
    }

    static FailureKind ClassifyOne(Exception e, IReadOnlyCollection<Type> dependencyDown) =>
        e switch
        {
            RetryLaterException or SocketException => FailureKind.DependencyDown,
            InvalidProtocolBufferException => FailureKind.Malformed,
            RpcException { StatusCode: StatusCode.Unavailable } => FailureKind.DependencyDown,
            RpcException { StatusCode: StatusCode.DeadlineExceeded } => FailureKind.Timeout,
            NpgsqlException { InnerException: TimeoutException } => FailureKind.Timeout,
            NpgsqlException { IsTransient: true } => FailureKind.DependencyDown,
            TimeoutException or OperationCanceledException => FailureKind.Timeout,
            _ => dependencyDown.Any(t => t.IsInstanceOfType(e)) ? FailureKind.DependencyDown : FailureKind.Failed,
        };
}
