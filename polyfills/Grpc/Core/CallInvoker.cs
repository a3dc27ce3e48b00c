namespace Grpc.Core;

public readonly record struct CallOptions(
    Metadata? Headers,
    DateTime? Deadline,
    CancellationToken CancellationToken,
    WriteOptions? WriteOptions
)
{
    public CallOptions(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default)
        : this(headers, deadline, cancellationToken, null) { }

    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };
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
