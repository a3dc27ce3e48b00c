using System.Net;
using System.Net.Sockets;

namespace Social.ServiceDefaults;

/// <summary>What counts as one network address where a limit goes by addresses.</summary>
public static class NetworkPrefix
{
    const int SubnetSize = 8;

    /// <summary>An IPv4 address itself; of an IPv6 address its /64, since one subscriber has them all.</summary>
    public static string From(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubnetSize))
            : address.ToString();
    }

    /// <inheritdoc cref="From(IPAddress)"/>
    /// <remarks>A text that is no address stands for itself.</remarks>
    public static string From(string address) => IPAddress.TryParse(address, out var parsed) ? From(parsed) : address;
}
