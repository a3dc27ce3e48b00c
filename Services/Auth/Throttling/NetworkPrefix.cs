using System.Net;
using System.Net.Sockets;

namespace Social.Auth.Throttling;

/// <summary>What counts as one network address.</summary>
public static class NetworkPrefix
{
    const int SubnetSize = 8;

    /// <summary>An IPv4 address itself; of an IPv6 address its /64, since one subscriber has them all.</summary>
    public static string From(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
            return address;
        if (parsed.IsIPv4MappedToIPv6)
            return parsed.MapToIPv4().ToString();
        return parsed.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, SubnetSize))
            : parsed.ToString();
    }
}
