namespace Grpc.Core.Interceptors;

public readonly struct ClientInterceptorContext<TReq, TRes>(Method<TReq, TRes> method, string? host, CallOptions options)
    where TReq : class
    where TRes : class
{
    public Method<TReq, TRes> Method => method;
    public string? Host => host;
    public CallOptions Options => options;
}

public abstract class Interceptor
{
    public delegate TRes BlockingUnaryCallContinuation<TReq, TRes>(TReq request, ClientInterceptorContext<TReq, TRes> context)
        where TReq : class
        where TRes : class;

    public delegate AsyncUnaryCall<TRes> AsyncUnaryCallContinuation<TReq, TRes>(TReq request, ClientInterceptorContext<TReq, TRes> context)
        where TReq : class
        where TRes : class;

    public delegate AsyncServerStreamingCall<TRes> AsyncServerStreamingCallContinuation<TReq, TRes>(
        TReq request,
        ClientInterceptorContext<TReq, TRes> context
    )
        where TReq : class
        where TRes : class;

    public delegate AsyncClientStreamingCall<TReq, TRes> AsyncClientStreamingCallContinuation<TReq, TRes>(
        ClientInterceptorContext<TReq, TRes> context
    )
        where TReq : class
        where TRes : class;

    public delegate AsyncDuplexStreamingCall<TReq, TRes> AsyncDuplexStreamingCallContinuation<TReq, TRes>(
        ClientInterceptorContext<TReq, TRes> context
    )
        where TReq : class
        where TRes : class;

    public virtual TRes BlockingUnaryCall<TReq, TRes>(
        TReq request,
        ClientInterceptorContext<TReq, TRes> context,
        BlockingUnaryCallContinuation<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(request, context);

    public virtual AsyncUnaryCall<TRes> AsyncUnaryCall<TReq, TRes>(
        TReq request,
        ClientInterceptorContext<TReq, TRes> context,
        AsyncUnaryCallContinuation<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(request, context);

    public virtual AsyncServerStreamingCall<TRes> AsyncServerStreamingCall<TReq, TRes>(
        TReq request,
        ClientInterceptorContext<TReq, TRes> context,
        AsyncServerStreamingCallContinuation<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(request, context);

    public virtual AsyncClientStreamingCall<TReq, TRes> AsyncClientStreamingCall<TReq, TRes>(
        ClientInterceptorContext<TReq, TRes> context,
        AsyncClientStreamingCallContinuation<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(context);

    public virtual AsyncDuplexStreamingCall<TReq, TRes> AsyncDuplexStreamingCall<TReq, TRes>(
        ClientInterceptorContext<TReq, TRes> context,
        AsyncDuplexStreamingCallContinuation<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(context);

    public virtual Task<TRes> UnaryServerHandler<TReq, TRes>(
        TReq request,
        ServerCallContext context,
        UnaryServerMethod<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(request, context);

    public virtual Task<TRes> ClientStreamingServerHandler<TReq, TRes>(
        IAsyncStreamReader<TReq> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(requestStream, context);

    public virtual Task ServerStreamingServerHandler<TReq, TRes>(
        TReq request,
        IServerStreamWriter<TRes> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(request, responseStream, context);

    public virtual Task DuplexStreamingServerHandler<TReq, TRes>(
        IAsyncStreamReader<TReq> requestStream,
        IServerStreamWriter<TRes> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TReq, TRes> continuation
    )
        where TReq : class
        where TRes : class => continuation(requestStream, responseStream, context);
}
