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

/// <summary>One channel for each client name, for as long as the process lives: clients are cheap, connections are shared.</summary>
sealed class Channels(IServiceScopeFactory scopes, IOptionsMonitor<GrpcClientFactoryOptions> options, IHttpMessageHandlerFactory handlers)
    : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<(CallInvoker Invoker, GrpcChannel Channel, IServiceScope Scope)>> all = new();

    public TClient Client<TClient>(string name, IServiceProvider services)
        where TClient : class
    {
        var channel = all.GetOrAdd(name, static (name, self) => new(() => self.Open(name)), this).Value.Invoker;
        return Constructor<TClient>.Create(
            services,
            [channel.Intercept(Interceptors(options.Get(name), InterceptorScope.Client, services))]
        );
    }

    static Interceptor[] Interceptors(GrpcClientFactoryOptions options, InterceptorScope scope, IServiceProvider services) =>
        [.. options.InterceptorRegistrations.Where(r => r.Scope == scope).Select(r => r.Creator(services))];

    public void Dispose()
    {
        foreach (var made in all.Values.Where(lazy => lazy.IsValueCreated))
        {
            made.Value.Channel.Dispose();
            made.Value.Scope.Dispose();
        }
    }

    (CallInvoker, GrpcChannel, IServiceScope) Open(string name)
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

    static class Constructor<TClient>
    {
        public static readonly ObjectFactory<TClient> Create = ActivatorUtilities.CreateFactory<TClient>([typeof(CallInvoker)]);
    }
}
