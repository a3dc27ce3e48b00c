using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.ServiceDefaults.Inspection;

/// <summary>Asks every instance that this process knows how it is: each by itself, all at once, past the balancing.</summary>
public sealed class Inspector : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly SocketsHttpHandler connections = ServiceClients.NewConnections();
    readonly ServiceDirectory directory;
    readonly IConfiguration configuration;
    readonly Presence presence;
    readonly Readiness readiness;
    readonly IServer server;

    internal Inspector(ServiceDirectory directory, IConfiguration configuration, Presence presence, Readiness readiness, IServer server) =>
        (this.directory, this.configuration, this.presence, this.readiness, this.server) = (
            directory,
            configuration,
            presence,
            readiness,
            server
        );

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
    public async Task<IReadOnlyList<InstanceReport>> AskAsync(string service, CancellationToken stop) =>
        await Task.WhenAll(directory.Of(service).Select(instance => AskAsync(instance.Address, stop)));

    /// <summary>This process itself.</summary>
    public async Task<InstanceReport> SelfAsync(CancellationToken stop) =>
        new(
            presence.Id,
            server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => new Uri(address)).FirstOrDefault(),
            presence.Version,
            await readiness.AskAsync(stop) switch
            {
                HealthStatus.Healthy => Condition.Ready,
                HealthStatus.Degraded => Condition.Degraded,
                _ => Condition.Unready,
            },
            presence.Load,
            presence.StartedAt
        );

    public void Dispose() => connections.Dispose();

    async Task<InstanceReport> AskAsync(Uri address, CancellationToken stop)
    {
        // A channel is little more than a name for the connections, which are shared and stay.
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = connections });
        var instance = new InstanceService.InstanceServiceClient(channel);
        try
        {
            var said = await instance.DescribeAsync(new(), deadline: DateTime.UtcNow + Patience, cancellationToken: stop);
            return new(said.Id, address, said.Version, Of(said.State), said.Load, said.StartedAt.ToDateTimeOffset());
        }
        catch (RpcException) when (!stop.IsCancellationRequested)
        {
            // Whatever the reason: to whoever wants to call it, it is not there.
            return new(null, address, null, Condition.Away, null, null);
        }
    }

    static Condition Of(InstanceState state) =>
        state switch
        {
            InstanceState.Ready => Condition.Ready,
            InstanceState.Degraded => Condition.Degraded,
            _ => Condition.Unready,
        };
}
