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
    public abstract TRes BlockingUnaryCall<TReq, TRes>(Method<TReq, TRes> method, string? host, CallOptions options, TReq request)
        where TReq : class
        where TRes : class;

    public abstract AsyncUnaryCall<TRes> AsyncUnaryCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    )
        where TReq : class
        where TRes : class;

    public abstract AsyncServerStreamingCall<TRes> AsyncServerStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    )
        where TReq : class
        where TRes : class;

    public abstract AsyncClientStreamingCall<TReq, TRes> AsyncClientStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    )
        where TReq : class
        where TRes : class;

    public abstract AsyncDuplexStreamingCall<TReq, TRes> AsyncDuplexStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    )
        where TReq : class
        where TRes : class;
}
