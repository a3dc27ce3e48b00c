using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Social.ServiceDefaults.Discovery;

static class OwnAddress
{
    /// <summary>Where others reach this process, first HTTP, then gRPC if it listens for that. Empty before it listens.</summary>
    public static IReadOnlyList<Uri> GetAll(IServer server, string? host) =>
        [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(address => Reachable(new Uri(address), host))];

    static Uri Reachable(Uri address, string? host) =>
        host is not null ? new UriBuilder(address) { Host = host }.Uri
        // In a container it listens everywhere, and everywhere is nowhere to others.
        : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = Own() }.Uri
        : address;

    static string Own() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(network =>
                network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
            )
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .FirstOrDefault(own => own.Address.AddressFamily == AddressFamily.InterNetwork)
            ?.Address.ToString()
        ?? "localhost";
}
