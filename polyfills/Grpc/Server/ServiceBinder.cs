using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes an endpoint of each method that generated code names. Reflection happens here, once; a call goes through delegates.</summary>
sealed class ServiceBinder<TService>(IEndpointRouteBuilder routes, GrpcServiceOptions options, ILogger log) : ServiceBinderBase
    where TService : class
{
    static readonly ObjectFactory Create = ActivatorUtilities.CreateFactory(typeof(TService), []);

    public List<IEndpointConventionBuilder> Endpoints { get; } = [];

    public override void AddMethod<TReq, TRes>(Method<TReq, TRes> method, UnaryServerMethod<TReq, TRes>? handler)
    {
        var (info, call) = Bind<Func<TService, TReq, ServerCallContext, Task<TRes>>>(method);
        var run = options.Interceptors.Wrap<TReq, TRes>(
            async (request, context) =>
            {
                await using var service = Rent(context);
                return await call(service.Instance, request, context);
            }
        );
        Map(method, info, async (reader, writer, context) => await writer.SingleAsync(await run(await reader.SingleAsync(), context)));
    }

    public override void AddMethod<TReq, TRes>(Method<TReq, TRes> method, ClientStreamingServerMethod<TReq, TRes>? handler)
    {
        var (info, call) = Bind<Func<TService, IAsyncStreamReader<TReq>, ServerCallContext, Task<TRes>>>(method);
        var run = options.Interceptors.Wrap<TReq, TRes>(
            async (IAsyncStreamReader<TReq> requests, ServerCallContext context) =>
            {
                await using var service = Rent(context);
                return await call(service.Instance, requests, context);
            }
        );
        Map(method, info, async (reader, writer, context) => await writer.SingleAsync(await run(reader, context)));
    }

    public override void AddMethod<TReq, TRes>(Method<TReq, TRes> method, ServerStreamingServerMethod<TReq, TRes>? handler)
    {
        var (info, call) = Bind<Func<TService, TReq, IServerStreamWriter<TRes>, ServerCallContext, Task>>(method);
        var run = options.Interceptors.Wrap<TReq, TRes>(
            async (TReq request, IServerStreamWriter<TRes> responses, ServerCallContext context) =>
            {
                await using var service = Rent(context);
                await call(service.Instance, request, responses, context);
            }
        );
        Map(method, info, async (reader, writer, context) => await run(await reader.SingleAsync(), writer, context));
    }

    public override void AddMethod<TReq, TRes>(Method<TReq, TRes> method, DuplexStreamingServerMethod<TReq, TRes>? handler)
    {
        var (info, call) = Bind<Func<TService, IAsyncStreamReader<TReq>, IServerStreamWriter<TRes>, ServerCallContext, Task>>(method);
        var run = options.Interceptors.Wrap<TReq, TRes>(
            async (IAsyncStreamReader<TReq> requests, IServerStreamWriter<TRes> responses, ServerCallContext context) =>
            {
                await using var service = Rent(context);
                await call(service.Instance, requests, responses, context);
            }
        );
        Map(method, info, (reader, writer, context) => run(reader, writer, context));
    }

    static Lease<TService> Rent(ServerCallContext context) => Lease<TService>.Of(context, typeof(TService), Create, []);

    /// <summary>The service's own method, found by name and the delegate's shape, callable on any instance.</summary>
    static (MethodInfo, TDelegate) Bind<TDelegate>(IMethod method)
        where TDelegate : Delegate
    {
        Type[] types = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Skip(1).Select(p => p.ParameterType)];
        var info =
            typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, types)
            ?? throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
        return (info, info.CreateDelegate<TDelegate>());
    }

    void Map<TReq, TRes>(
        Method<TReq, TRes> method,
        MethodInfo info,
        Func<RequestReader<TReq>, ResponseWriter<TRes>, HttpCallContext, Task> run
    )
        where TReq : class
        where TRes : class =>
        Endpoints.Add(
            routes
                .MapPost(method.FullName, new CallHandler<TReq, TRes>(method, options, log, run).HandleAsync)
                .WithDisplayName($"gRPC - {method.FullName}")
                // A method's attributes come after its class's, so that the more specific one is found first.
                .WithMetadata([
                    new GrpcMethodMetadata(typeof(TService), method),
                    .. typeof(TService).GetCustomAttributes(inherit: true),
                    .. info.GetCustomAttributes(inherit: true),
                ])
        );
}
