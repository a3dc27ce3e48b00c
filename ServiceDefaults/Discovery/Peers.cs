using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Discovery;

/// <summary>Another instance of one's own service.</summary>
/// <param name="Id">Another one after each start; for a configured address the address itself, since nobody knows who is there.</param>
/// <param name="Address">Where it speaks gRPC, or HTTP if it speaks none.</param>
public sealed record Peer(string Id, Uri Address);

/// <summary>
/// The other instances of this process's own service: those that registered, and until anybody has, those at the configured addresses
/// (<c>services__cache__grpc__0</c> and on). A configured address of a proxy may lead back to this process.
/// </summary>
public sealed class Peers : IDisposable
{
    readonly SocketsHttpHandler connections = ServiceClients.NewConnections();
    readonly ServiceDirectory directory;
    readonly InstanceInfo self;
    readonly IServer server;
    readonly string? host;
    readonly string service;
    readonly CallInterceptor calls;

    internal Peers(ServiceDirectory directory, InstanceInfo self, IServer server, string? host, string service, CallInterceptor calls)
    {
        (this.directory, this.self, this.server) = (directory, self, server);
        (this.host, this.service, this.calls) = (host, service, calls);
    }

    /// <summary>As far as is known now, by id. Before this process listens it cannot tell its own configured address from others'.</summary>
    public IReadOnlyList<Peer> Current
    {
        get
        {
            var registered = directory.Registered(service);
            var all =
                registered.Count > 0
                    ? registered.Where(one => one.Id != self.Id).Select(one => new Peer(one.Id, one.Grpc ?? one.Http))
                    : directory
                        .Configured(service)
                        .Select(one => one.Address)
                        .Except(OwnAddress.GetAll(server, host))
                        .Select(address => new Peer(address.Authority, address));
            return [.. all.OrderBy(peer => peer.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Who they are, at once and after each change, until <paramref name="stop"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Peer>> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        IReadOnlyList<Peer>? known = null;
        while (true)
        {
            var change = directory.ChangeOfAsync(service);
            var current = Current;
            if (known is null || !known.SequenceEqual(current))
                yield return known = current;
            await change.WaitAsync(stop);
        }
    }

    /// <summary>
    /// For a gRPC client of that one peer, past the balancing: with this process's service token and a deadline of 5 s (a minute and a half
    /// for streams) unless the call sets its own. To be kept as long as the peer is there.
    /// </summary>
    public CallInvoker CallsTo(Peer peer) =>
        GrpcChannel.ForAddress(peer.Address, new GrpcChannelOptions { HttpHandler = connections }).CreateCallInvoker().Intercept(calls);

    public void Dispose() => connections.Dispose();
}

/// <summary>For a service whose instances talk to each other.</summary>
public static class PeersExtensions
{
    /// <summary>Adds <see cref="Peers"/>. They call each other as services do, by methods that are <see cref="InternalOnlyAttribute"/>.</summary>
    public static WebApplicationBuilder AddPeers(this WebApplicationBuilder builder)
    {
        var service = Names.GetServiceName(builder.Environment);
        builder.Services.AddHttpContextAccessor();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDirectory();
        builder.Services.AddSingleton(new CalledService(service));
        builder.Services.AddSingleton(provider => new Peers(
            provider.GetRequiredService<ServiceDirectory>(),
            provider.GetRequiredService<InstanceInfo>(),
            provider.GetRequiredService<IServer>(),
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value.Host,
            service,
            new CallInterceptor(
                new(service, Deadline: null, AsService: true, Safe: []),
                service,
                ServiceToken.Key(provider.GetRequiredService<IOptions<TokensOptions>>().Value),
                provider.GetRequiredService<IHttpContextAccessor>(),
                provider.GetRequiredService<TimeProvider>()
            )
        ));
        return builder;
    }
}
