using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// Makes an endpoint of each method that generated code names. Reflection happens here, once; a call goes through delegates,
/// first those of the interceptors, then the service's own method (q is the request or requests, w the responses, c the context).
/// </summary>
sealed class ServiceBinder<TService>(IEndpointRouteBuilder routes, GrpcServiceOptions options, ILogger log) : ServiceBinderBase
    where TService : class
{
    readonly Activation<TService> service = new(typeof(TService));

    public List<IEndpointConventionBuilder> Endpoints { get; } = [];

    public override void AddMethod<TQ, TS>(Method<TQ, TS> method, UnaryServerMethod<TQ, TS>? handler)
    {
        var call = Bind<Func<TService, TQ, ServerCallContext, Task<TS>>>(method, out var info);
        var run = Intercept<UnaryServerMethod<TQ, TS>>(
            (q, c) => service.UseAsync(c, s => call(s, q, c)),
            (by, next) => (q, c) => by.UseAsync(c, i => i.UnaryServerHandler(q, c, next))
        );
        Map(method, info, async (q, w, c) => await w.SingleAsync(await run(await q.SingleAsync(), c)));
    }

    public override void AddMethod<TQ, TS>(Method<TQ, TS> method, ClientStreamingServerMethod<TQ, TS>? handler)
    {
        var call = Bind<Func<TService, IAsyncStreamReader<TQ>, ServerCallContext, Task<TS>>>(method, out var info);
        var run = Intercept<ClientStreamingServerMethod<TQ, TS>>(
            (q, c) => service.UseAsync(c, s => call(s, q, c)),
            (by, next) => (q, c) => by.UseAsync(c, i => i.ClientStreamingServerHandler(q, c, next))
        );
        Map(method, info, async (q, w, c) => await w.SingleAsync(await run(q, c)));
    }

    public override void AddMethod<TQ, TS>(Method<TQ, TS> method, ServerStreamingServerMethod<TQ, TS>? handler)
    {
        var call = Bind<Func<TService, TQ, IServerStreamWriter<TS>, ServerCallContext, Task>>(method, out var info);
        var run = Intercept<ServerStreamingServerMethod<TQ, TS>>(
            (q, w, c) => service.UseAsync(c, s => call(s, q, w, c)),
            (by, next) => (q, w, c) => by.UseAsync(c, i => i.ServerStreamingServerHandler(q, w, c, next))
        );
        Map(method, info, async (q, w, c) => await run(await q.SingleAsync(), w, c));
    }

    public override void AddMethod<TQ, TS>(Method<TQ, TS> method, DuplexStreamingServerMethod<TQ, TS>? handler)
    {
        var call = Bind<Func<TService, IAsyncStreamReader<TQ>, IServerStreamWriter<TS>, ServerCallContext, Task>>(method, out var info);
        var run = Intercept<DuplexStreamingServerMethod<TQ, TS>>(
            (q, w, c) => service.UseAsync(c, s => call(s, q, w, c)),
            (by, next) => (q, w, c) => by.UseAsync(c, i => i.DuplexStreamingServerHandler(q, w, c, next))
        );
        Map(method, info, (q, w, c) => run(q, w, c));
    }

    T Intercept<T>(T handler, Func<Activation<Interceptor>, T, T> wrap) =>
        options.Interceptors.Reverse().Aggregate(handler, (next, one) => wrap(one.Activation, next));

    /// <summary>The service's own method, found by name and the delegate's shape, callable on any instance.</summary>
    static TDelegate Bind<TDelegate>(IMethod method, out MethodInfo info)
        where TDelegate : Delegate
    {
        Type[] types = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Skip(1).Select(p => p.ParameterType)];
        info =
            typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, types)
            ?? throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
        return info.CreateDelegate<TDelegate>();
    }

    void Map<TQ, TS>(Method<TQ, TS> method, MethodInfo info, Func<RequestReader<TQ>, ResponseWriter<TS>, HttpCallContext, Task> run)
        where TQ : class
        where TS : class =>
        Endpoints.Add(
            routes
                .MapPost(method.FullName, new CallHandler<TQ, TS>(method, options, log, run).HandleAsync)
                .WithDisplayName($"gRPC - {method.FullName}")
                // A method's attributes come after its class's, so that the more specific one is found first.
                .WithMetadata([
                    new GrpcMethodMetadata(typeof(TService), method),
                    .. typeof(TService).GetCustomAttributes(inherit: true),
                    .. info.GetCustomAttributes(inherit: true),
                ])
        );
}
