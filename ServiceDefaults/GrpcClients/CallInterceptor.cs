using System.Collections.Frozen;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Social.ServiceDefaults.Authentication;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>What a client declares of its calls.</summary>
/// <param name="Callee">The service's name.</param>
/// <param name="Deadline">Of a call that sets none itself; null: the default.</param>
/// <param name="AsService">Never pass on a person's token.</param>
/// <param name="Safe">Full names of the methods that may be tried again.</param>
sealed record CallRules(string Callee, TimeSpan? Deadline, bool AsService, FrozenSet<string> Safe);

/// <summary>
/// Above every gRPC client: gives each call a token and a deadline, at most what is left of that of the call being served, and tries safe
/// reads again.
/// </summary>
sealed class CallInterceptor(CallRules rules, string caller, byte[] key, IHttpContextAccessor http, TimeProvider clock) : Interceptor
{
    const string Authorization = "authorization";

    static readonly TimeSpan UnaryDeadline = TimeSpan.FromSeconds(5);
    static readonly TimeSpan StreamDeadline = TimeSpan.FromSeconds(90);

    readonly RetryBudget budget = new();
    volatile OwnToken? own;

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation
    ) => continuation(request, Prepare(context, UnaryDeadline));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation
    )
    {
        var prepared = Prepare(context, UnaryDeadline);
        return rules.Safe.Contains(context.Method.FullName)
            ? RetryingCall.Start(() => continuation(request, prepared), budget, prepared.Options.CancellationToken)
            : continuation(request, prepared);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation
    )
    {
        var prepared = Prepare(context, StreamDeadline);
        return rules.Safe.Contains(context.Method.FullName)
            ? RetryingCall.Start(() => continuation(request, prepared), budget, prepared.Options.CancellationToken)
            : continuation(request, prepared);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation
    ) => StreamedCalls.Begin(() => continuation(Prepare(context, StreamDeadline)));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation
    ) => StreamedCalls.Begin(() => continuation(Prepare(context, StreamDeadline)));

    ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        TimeSpan usual
    )
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options;
        // By the system's clock, since gRPC compares it with that one.
        if (options.Deadline is null)
            options = options.WithDeadline(DateTime.UtcNow + (rules.Deadline ?? usual));
        // Whoever calls with a token, which is that of the call being served, ends with it: the token carries the cancellation, this the
        // deadline. What has to be done whether the caller still waits or not is called without a token and keeps its own.
        if (options.CancellationToken.CanBeCanceled && Served is { } served && served.Deadline < options.Deadline)
            options = options.WithDeadline(served.Deadline);
        Metadata headers = [];
        foreach (var entry in options.Headers ?? [])
            headers.Add(entry);
        if (headers.Get(Authorization) is null)
            headers.Add(Authorization, Token());
        return new(context.Method, context.Host, options.WithHeaders(headers));
    }

    /// <summary>The gRPC call that this process is serving; null outside of one.</summary>
    ServerCallContext? Served => http.HttpContext?.Features.Get<IServerCallContextFeature>()?.ServerCallContext;

    string Token()
    {
        if (!rules.AsService && http.HttpContext is { User: var user } request && user.HasClaim(claim => claim.Type == Caller.Subject))
            return request.Request.Headers.Authorization.ToString();
        var (now, last) = (clock.GetUtcNow(), own);
        // One for many calls: the callee verifies it once. Half a life is left for the way and for clocks that differ.
        if (last is null || now < last.IssuedAt || now - last.IssuedAt > ServiceToken.Lifetime / 2)
            own = last = new($"{ServiceToken.Scheme} {ServiceToken.Issue(key, caller, rules.Callee, now)}", now);
        return last.Text;
    }

    sealed record OwnToken(string Text, DateTimeOffset IssuedAt);
}
