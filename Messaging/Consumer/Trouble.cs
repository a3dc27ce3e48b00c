using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Npgsql;

namespace Social.Messaging.Consumer;

/// <summary>What an exception says about the event at hand.</summary>
enum Trouble
{
    /// <summary>Nothing: something is away. Wait for it, without end, since every later event would fail alike.</summary>
    Away,

    /// <summary>Perhaps nothing: something was too slow. Wait for it, but only for a while, since this event may be why.</summary>
    Slow,

    /// <summary>The handler could not do it. Try again some times.</summary>
    Failed,

    /// <summary>It cannot be read and never will be.</summary>
    Unreadable,
}

static class Troubles
{
    /// <summary>The first word on it along the chain of causes: EF and gRPC wrap what they catch.</summary>
    public static Trouble Of(Exception e, IReadOnlyCollection<Type> away)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            var found = One(cause, away);
            if (found != Trouble.Failed)
            {
                return found;
            }
        }
        return Trouble.Failed;
    }

    static Trouble One(Exception e, IReadOnlyCollection<Type> away) =>
        e switch
        {
            RetryLaterException or SocketException => Trouble.Away,
            InvalidProtocolBufferException => Trouble.Unreadable,
            RpcException { StatusCode: StatusCode.Unavailable } => Trouble.Away,
            RpcException { StatusCode: StatusCode.DeadlineExceeded } => Trouble.Slow,
            NpgsqlException { InnerException: TimeoutException } => Trouble.Slow,
            NpgsqlException { IsTransient: true } => Trouble.Away,
            TimeoutException or OperationCanceledException => Trouble.Slow,
            _ => away.Any(t => t.IsInstanceOfType(e)) ? Trouble.Away : Trouble.Failed,
        };
}
