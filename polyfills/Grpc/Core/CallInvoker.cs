namespace Grpc.Core;

public readonly struct CallOptions(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default)
{
    public Metadata? Headers => headers;
    public DateTime? Deadline => deadline;
    public CancellationToken CancellationToken => cancellationToken;

    public CallOptions WithHeaders(Metadata headers) => new(headers, Deadline, CancellationToken);

    public CallOptions WithDeadline(DateTime deadline) => new(Headers, deadline, CancellationToken);

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => new(Headers, Deadline, cancellationToken);
}

public abstract class CallInvoker
{
    // Generated clients have blocking methods too. Here they are the asynchronous call, awaited: interceptors see that one.
    public virtual TS BlockingUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
        where TQ : class
        where TS : class => AsyncUnaryCall(m, host, o, q).ResponseAsync.GetAwaiter().GetResult();

    public abstract AsyncUnaryCall<TS> AsyncUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
        where TQ : class
        where TS : class;

    public abstract AsyncServerStreamingCall<TS> AsyncServerStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
        where TQ : class
        where TS : class;

    public abstract AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
        where TQ : class
        where TS : class;

    public abstract AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
        where TQ : class
        where TS : class;
}
