using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>Probes every instance that this process knows: each directly, all at once, bypassing the load balancing.</summary>
public sealed class InstanceProber : IDisposable
{
    static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    readonly SocketsHttpHandler connections = ServiceClients.NewConnections();
    readonly HttpClient web;
    readonly ServiceDirectory directory;
    readonly IConfiguration configuration;
    readonly InstanceInfo self;
    readonly Readiness readiness;
    readonly IServer server;

    internal InstanceProber(
        ServiceDirectory directory,
        IConfiguration configuration,
        InstanceInfo self,
        Readiness readiness,
        IServer server
    )
    {
        (this.directory, this.configuration, this.self) = (directory, configuration, self);
        (this.readiness, this.server) = (readiness, server);
        web = new(connections, disposeHandler: false) { Timeout = ProbeTimeout };
    }

    /// <summary>The services that this process may call, by name.</summary>
    public IReadOnlyList<string> Services =>
        [
            .. configuration
                .GetSection("services")
                .GetChildren()
                .Select(service => service.Key)
                .Where(service => directory.Configured(service).Count > 0),
        ];

    /// <summary>Every instance of a service, in the directory's order; after a second at the latest.</summary>
    public async Task<IReadOnlyList<InstanceReport>> ProbeAsync(string service, CancellationToken stop) =>
        await Task.WhenAll(directory.GetInstances(service).Select(instance => ProbeAsync(instance, stop)));

    /// <summary>This process itself.</summary>
    public async Task<InstanceReport> SelfAsync(CancellationToken stop) =>
        new(
            self.Id,
            server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => new Uri(address)).FirstOrDefault(),
            self.Version,
            ToCondition(await readiness.CheckAsync(stop)),
            self.Load,
            self.StartedAt,
            Breaker: null
        );

    /// <summary>
    /// Processes of this one's kind that speak no gRPC, as far as the registry knows them (see <see cref="PeersExtensions"/>); after a
    /// second at the latest.
    /// </summary>
    /// <param name="service">This process's own name.</param>
    /// <param name="stop">Ends the asking.</param>
    public async Task<IReadOnlyList<InstanceReport>> PeersAsync(string service, CancellationToken stop) =>
        await Task.WhenAll(directory.Registered(service).Where(one => one.Id != self.Id).Select(one => ProbeAsync(one, stop)));

    public void Dispose()
    {
        web.Dispose();
        connections.Dispose();
    }

    async Task<InstanceReport> ProbeAsync(Instance one, CancellationToken stop)
    {
        // A channel is little more than a name for the connections, which are shared and stay.
        using var channel = GrpcChannel.ForAddress(one.Address, new GrpcChannelOptions { HttpHandler = connections });
        var instance = new InstanceService.InstanceServiceClient(channel);
        try
        {
            var said = await instance.DescribeAsync(new(), deadline: DateTime.UtcNow + ProbeTimeout, cancellationToken: stop);
            return new(
                said.Id,
                one.Address,
                said.Version,
                ToCondition(said.State),
                said.Load,
                said.StartedAt.ToDateTimeOffset(),
                one.State
            );
        }
        catch (RpcException) when (!stop.IsCancellationRequested)
        {
            // Whatever the reason: callers cannot reach it.
            return InstanceReport.Unreachable(one.Address, one.State);
        }
    }

    /// <summary>How it is, it says itself; the rest it said when it last renewed its entry.</summary>
    async Task<InstanceReport> ProbeAsync(Registration one, CancellationToken stop)
    {
        try
        {
            using var answer = await web.GetAsync(new Uri(one.Http, HealthExtensions.ReadyPath), stop);
            using var said = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
            var state = Enum.Parse<HealthStatus>(said.RootElement.GetProperty("status").GetString()!);
            return new(one.Id, one.Http, one.Version, ToCondition(state), one.Load, one.Started, Breaker: null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return InstanceReport.Unreachable(one.Http, breaker: null);
        }
    }

    static Condition ToCondition(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => Condition.Ready,
            HealthStatus.Degraded => Condition.Degraded,
            HealthStatus.Unhealthy => Condition.Unready,
        };

    static Condition ToCondition(InstanceState state) =>
        state switch
        {
            InstanceState.Ready => Condition.Ready,
            InstanceState.Degraded => Condition.Degraded,
            _ => Condition.Unready,
        };
}
