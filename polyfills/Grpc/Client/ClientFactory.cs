using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>Whether an interceptor is made once for all clients of a name, or for each client from the services of its scope.</summary>
public enum InterceptorScope
{
    Channel,
    Client,
}

public class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    public InterceptorScope Scope => scope;
    internal Func<IServiceProvider, Interceptor> Creator => creator;
}

public class GrpcClientFactoryOptions
{
    public Uri? Address { get; set; }
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];
}

public abstract class GrpcClientFactory
{
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}

sealed class DefaultClientFactory(IServiceProvider services, Channels channels, IOptionsMonitor<GrpcClientFactoryOptions> options)
    : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name)
    {
        var own = Channels.Interceptors(options.Get(name), InterceptorScope.Client, services);
        return Constructor<TClient>.Create(services, [channels.Get(name).Intercept(own)]);
    }

    static class Constructor<TClient>
    {
        public static readonly ObjectFactory<TClient> Create = ActivatorUtilities.CreateFactory<TClient>([typeof(CallInvoker)]);
    }
}

/// <summary>One channel for each client name, for as long as the process lives: clients are cheap, connections are shared.</summary>
sealed class Channels(IServiceScopeFactory scopes, IOptionsMonitor<GrpcClientFactoryOptions> options, IHttpMessageHandlerFactory handlers)
    : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<(CallInvoker Invoker, GrpcChannel Channel, IServiceScope Scope)>> all = new();

    public CallInvoker Get(string name) => all.GetOrAdd(name, static (name, self) => new(() => self.Create(name)), this).Value.Invoker;

    public static Interceptor[] Interceptors(GrpcClientFactoryOptions options, InterceptorScope scope, IServiceProvider services) =>
        [.. options.InterceptorRegistrations.Where(r => r.Scope == scope).Select(r => r.Creator(services))];

    public void Dispose()
    {
        foreach (var made in all.Values.Where(lazy => lazy.IsValueCreated))
        {
            made.Value.Channel.Dispose();
            made.Value.Scope.Dispose();
        }
    }

    (CallInvoker, GrpcChannel, IServiceScope) Create(string name)
    {
        var scope = scopes.CreateScope();
        var client = options.Get(name);
        var channelOptions = new GrpcChannelOptions { HttpHandler = handlers.CreateHandler(name) };
        foreach (var configure in client.ChannelOptionsActions)
            configure(channelOptions);
        var address = client.Address ?? throw new InvalidOperationException($"Could not resolve the address for gRPC client '{name}'.");
        var channel = GrpcChannel.ForAddress(address, channelOptions);
        var shared = Interceptors(client, InterceptorScope.Channel, scope.ServiceProvider);
        return (channel.CreateCallInvoker().Intercept(shared), channel, scope);
    }
}
