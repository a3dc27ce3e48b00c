using System.Collections.ObjectModel;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

public interface IGrpcServerBuilder
{
    IServiceCollection Services { get; }
}

sealed record GrpcServerBuilder(IServiceCollection Services) : IGrpcServerBuilder;

public class GrpcServiceOptions
{
    /// <summary>In bytes; null is without limit, as is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>In bytes; null is without limit, the default is 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 << 20;

    /// <summary>Whether callers get the text of exceptions that are not RpcExceptions.</summary>
    public bool? EnableDetailedErrors { get; set; }

    public InterceptorCollection Interceptors { get; } = [];
}

public sealed class GrpcMethodMetadata(Type serviceType, IMethod method)
{
    public Type ServiceType => serviceType;
    public IMethod Method => method;
}

/// <summary>The first sees a call first.</summary>
public class InterceptorCollection : Collection<InterceptorRegistration>
{
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(new InterceptorRegistration(typeof(TInterceptor), args));
}

public class InterceptorRegistration
{
    internal InterceptorRegistration(Type type, object[] arguments) => Activation = new(type, arguments);

    internal Activation<Interceptor> Activation { get; }
}

/// <summary>Finds an object for the time of one call: the container's own, or one made for the call and disposed after it.</summary>
sealed class Activation<T>(Type type, params object[] arguments)
    where T : class
{
    readonly ObjectFactory factory = ActivatorUtilities.CreateFactory(type, [.. arguments.Select(a => a.GetType())]);

    public async Task<TResult> UseAsync<TResult>(ServerCallContext context, Func<T, Task<TResult>> use)
    {
        var services = context.GetHttpContext().RequestServices;
        if (arguments.Length == 0 && services.GetService(type) is T known)
            return await use(known);
        var made = (T)factory(services, arguments);
        try
        {
            return await use(made);
        }
        finally
        {
            if (made is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (made as IDisposable)?.Dispose();
        }
    }

    public Task UseAsync(ServerCallContext context, Func<T, Task> use) =>
        UseAsync<object?>(
            context,
            async instance =>
            {
                await use(instance);
                return null;
            }
        );
}
