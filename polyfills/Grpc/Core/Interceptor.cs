namespace Grpc.Core.Interceptors;

public readonly struct ClientInterceptorContext<TQ, TS>(Method<TQ, TS> method, string? host, CallOptions options)
{
    public Method<TQ, TS> Method => method;
    public string? Host => host;
    public CallOptions Options => options;
}

public abstract class Interceptor
{
    // Here a blocking call is an asynchronous one awaited, so this is overridden for the real package only.
    public delegate TS BlockingUnaryCallContinuation<TQ, TS>(TQ request, ClientInterceptorContext<TQ, TS> context);
    public delegate AsyncUnaryCall<TS> AsyncUnaryCallContinuation<TQ, TS>(TQ request, ClientInterceptorContext<TQ, TS> context);
    public delegate AsyncServerStreamingCall<TS> AsyncServerStreamingCallContinuation<TQ, TS>(
        TQ request,
        ClientInterceptorContext<TQ, TS> context
    );
    public delegate AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCallContinuation<TQ, TS>(ClientInterceptorContext<TQ, TS> context);
    public delegate AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCallContinuation<TQ, TS>(ClientInterceptorContext<TQ, TS> context);

    public virtual TS BlockingUnaryCall<TQ, TS>(
        TQ request,
        ClientInterceptorContext<TQ, TS> context,
        BlockingUnaryCallContinuation<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(request, context);

    public virtual AsyncUnaryCall<TS> AsyncUnaryCall<TQ, TS>(
        TQ request,
        ClientInterceptorContext<TQ, TS> context,
        AsyncUnaryCallContinuation<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(request, context);

    public virtual AsyncServerStreamingCall<TS> AsyncServerStreamingCall<TQ, TS>(
        TQ request,
        ClientInterceptorContext<TQ, TS> context,
        AsyncServerStreamingCallContinuation<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(request, context);

    public virtual AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCall<TQ, TS>(
        ClientInterceptorContext<TQ, TS> context,
        AsyncClientStreamingCallContinuation<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(context);

    public virtual AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCall<TQ, TS>(
        ClientInterceptorContext<TQ, TS> context,
        AsyncDuplexStreamingCallContinuation<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(context);

    public virtual Task<TS> UnaryServerHandler<TQ, TS>(TQ request, ServerCallContext context, UnaryServerMethod<TQ, TS> continuation)
        where TQ : class
        where TS : class => continuation(request, context);

    public virtual Task<TS> ClientStreamingServerHandler<TQ, TS>(
        IAsyncStreamReader<TQ> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(requestStream, context);

    public virtual Task ServerStreamingServerHandler<TQ, TS>(
        TQ request,
        IServerStreamWriter<TS> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(request, responseStream, context);

    public virtual Task DuplexStreamingServerHandler<TQ, TS>(
        IAsyncStreamReader<TQ> requestStream,
        IServerStreamWriter<TS> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TQ, TS> continuation
    )
        where TQ : class
        where TS : class => continuation(requestStream, responseStream, context);
}
