using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Wraps a handler into the interceptors, once per method; the interceptors themselves are fetched per call.</summary>
static class InterceptorPipeline
{
    public static UnaryServerMethod<TReq, TRes> Wrap<TReq, TRes>(this InterceptorCollection all, UnaryServerMethod<TReq, TRes> handler)
        where TReq : class
        where TRes : class =>
        all.Fold(
            handler,
            (one, next) =>
                async (request, context) =>
                {
                    await using var lease = one.Create(context);
                    return await lease.Instance.UnaryServerHandler(request, context, next);
                }
        );

    public static ClientStreamingServerMethod<TReq, TRes> Wrap<TReq, TRes>(
        this InterceptorCollection all,
        ClientStreamingServerMethod<TReq, TRes> handler
    )
        where TReq : class
        where TRes : class =>
        all.Fold(
            handler,
            (one, next) =>
                async (requests, context) =>
                {
                    await using var lease = one.Create(context);
                    return await lease.Instance.ClientStreamingServerHandler(requests, context, next);
                }
        );

    public static ServerStreamingServerMethod<TReq, TRes> Wrap<TReq, TRes>(
        this InterceptorCollection all,
        ServerStreamingServerMethod<TReq, TRes> handler
    )
        where TReq : class
        where TRes : class =>
        all.Fold(
            handler,
            (one, next) =>
                async (request, responses, context) =>
                {
                    await using var lease = one.Create(context);
                    await lease.Instance.ServerStreamingServerHandler(request, responses, context, next);
                }
        );

    public static DuplexStreamingServerMethod<TReq, TRes> Wrap<TReq, TRes>(
        this InterceptorCollection all,
        DuplexStreamingServerMethod<TReq, TRes> handler
    )
        where TReq : class
        where TRes : class =>
        all.Fold(
            handler,
            (one, next) =>
                async (requests, responses, context) =>
                {
                    await using var lease = one.Create(context);
                    await lease.Instance.DuplexStreamingServerHandler(requests, responses, context, next);
                }
        );

    static T Fold<T>(this InterceptorCollection all, T handler, Func<InterceptorRegistration, T, T> wrap) =>
        all.Reverse().Aggregate(handler, (next, one) => wrap(one, next));
}
