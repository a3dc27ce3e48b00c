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
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    public void Add(Type interceptorType, params object[] args) => Add(new InterceptorRegistration(interceptorType, args));
}

public class InterceptorRegistration
{
    readonly object[] arguments;
    readonly ObjectFactory factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        if (!typeof(Interceptor).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not an Interceptor.", nameof(type));
        (Type, this.arguments) = (type, arguments);
        factory = ActivatorUtilities.CreateFactory(type, [.. arguments.Select(a => a.GetType())]);
    }

    public Type Type { get; }
    public IReadOnlyList<object> Arguments => arguments;

    internal Lease<Interceptor> Create(ServerCallContext context) => Lease<Interceptor>.Of(context, Type, factory, arguments);
}

/// <summary>An object for the time of one call: the container's own, or one made for the call and disposed after it.</summary>
readonly struct Lease<T>(T instance, bool made) : IAsyncDisposable
    where T : class
{
    public T Instance => instance;

    public static Lease<T> Of(ServerCallContext context, Type type, ObjectFactory factory, object[] arguments)
    {
        var services = context.GetHttpContext().RequestServices;
        return arguments.Length == 0 && services.GetService(type) is T known
            ? new(known, false)
            : new((T)factory(services, arguments), true);
    }

    public ValueTask DisposeAsync()
    {
        if (made && instance is IAsyncDisposable later)
            return later.DisposeAsync();
        if (made && instance is IDisposable now)
            now.Dispose();
        return default;
    }
}
