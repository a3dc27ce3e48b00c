using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Social.Tests.Gateway.Fixture;

/// <summary>Says on whose behalf calls are made.</summary>
sealed class Viewer(Guid id) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation
    ) => continuation(request, new(context.Method, context.Host, context.Options.WithHeaders([new("viewer", id.ToString())])));
}

static class ViewerExtensions
{
    public static string Viewer(this ServerCallContext context) => context.RequestHeaders.GetValue("viewer") ?? "";
}
