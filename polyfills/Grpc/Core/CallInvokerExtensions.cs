namespace Grpc.Core.Interceptors;

public static class CallInvokerExtensions
{
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor) => new Intercepting(invoker, interceptor);

    /// <summary>The first of <paramref name="interceptors"/> sees the call first.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors) =>
        interceptors.AsEnumerable().Reverse().Aggregate(invoker, Intercept);
}

public static class ChannelExtensions
{
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors) =>
        channel.CreateCallInvoker().Intercept(interceptors);
}

sealed class Intercepting(CallInvoker to, Interceptor by) : CallInvoker
{
    public override AsyncUnaryCall<TS> AsyncUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q) =>
        by.AsyncUnaryCall(q, new ClientInterceptorContext<TQ, TS>(m, host, o), (q, c) => to.AsyncUnaryCall(c.Method, c.Host, c.Options, q));

    public override AsyncServerStreamingCall<TS> AsyncServerStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q) =>
        by.AsyncServerStreamingCall(
            q,
            new ClientInterceptorContext<TQ, TS>(m, host, o),
            (q, c) => to.AsyncServerStreamingCall(c.Method, c.Host, c.Options, q)
        );

    public override AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o) =>
        by.AsyncClientStreamingCall(
            new ClientInterceptorContext<TQ, TS>(m, host, o),
            c => to.AsyncClientStreamingCall(c.Method, c.Host, c.Options)
        );

    public override AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o) =>
        by.AsyncDuplexStreamingCall(
            new ClientInterceptorContext<TQ, TS>(m, host, o),
            c => to.AsyncDuplexStreamingCall(c.Method, c.Host, c.Options)
        );
}
