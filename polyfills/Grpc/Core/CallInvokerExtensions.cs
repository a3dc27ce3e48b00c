namespace Grpc.Core.Interceptors;

public static class CallInvokerExtensions
{
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor) =>
        new InterceptingCallInvoker(invoker, interceptor);

    /// <summary>The first of <paramref name="interceptors"/> sees the call first.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors) =>
        interceptors.AsEnumerable().Reverse().Aggregate(invoker, Intercept);
}

public static class ChannelExtensions
{
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors) =>
        channel.CreateCallInvoker().Intercept(interceptors);
}

sealed class InterceptingCallInvoker(CallInvoker inner, Interceptor interceptor) : CallInvoker
{
    public override TRes BlockingUnaryCall<TReq, TRes>(Method<TReq, TRes> method, string? host, CallOptions options, TReq request) =>
        interceptor.BlockingUnaryCall(
            request,
            new ClientInterceptorContext<TReq, TRes>(method, host, options),
            (q, c) => inner.BlockingUnaryCall(c.Method, c.Host, c.Options, q)
        );

    public override AsyncUnaryCall<TRes> AsyncUnaryCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    ) =>
        interceptor.AsyncUnaryCall(
            request,
            new ClientInterceptorContext<TReq, TRes>(method, host, options),
            (q, c) => inner.AsyncUnaryCall(c.Method, c.Host, c.Options, q)
        );

    public override AsyncServerStreamingCall<TRes> AsyncServerStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    ) =>
        interceptor.AsyncServerStreamingCall(
            request,
            new ClientInterceptorContext<TReq, TRes>(method, host, options),
            (q, c) => inner.AsyncServerStreamingCall(c.Method, c.Host, c.Options, q)
        );

    public override AsyncClientStreamingCall<TReq, TRes> AsyncClientStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    ) =>
        interceptor.AsyncClientStreamingCall(
            new ClientInterceptorContext<TReq, TRes>(method, host, options),
            c => inner.AsyncClientStreamingCall(c.Method, c.Host, c.Options)
        );

    public override AsyncDuplexStreamingCall<TReq, TRes> AsyncDuplexStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    ) =>
        interceptor.AsyncDuplexStreamingCall(
            new ClientInterceptorContext<TReq, TRes>(method, host, options),
            c => inner.AsyncDuplexStreamingCall(c.Method, c.Host, c.Options)
        );
}
