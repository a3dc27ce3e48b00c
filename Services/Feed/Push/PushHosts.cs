using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Social.Feeds.Push;

/// <summary>
/// The push services that messages are sent to. An endpoint is an address that a client chose: without this list it could have this server
/// call whatever the server can reach.
/// </summary>
public sealed class PushHosts
{
    const string Below = "*.";
    const int Https = 443;

    readonly List<(string Host, int Port)> allowed;

    PushHosts(List<(string, int)> allowed) => this.allowed = allowed;

    /// <param name="list">As <see cref="PushOptions.Hosts"/>.</param>
    /// <param name="hosts">Null when the list cannot be read.</param>
    public static bool TryParse(string list, [NotNullWhen(true)] out PushHosts? hosts)
    {
        hosts = null;
        var allowed = new List<(string, int)>();
        foreach (var entry in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(':');
            var port = Https;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], CultureInfo.InvariantCulture, out port)))
                return false;
            var name = parts[0].StartsWith(Below, StringComparison.Ordinal) ? parts[0][Below.Length..] : parts[0];
            // "*.com" would allow anybody's host.
            if (Uri.CheckHostName(name) != UriHostNameType.Dns || (name != parts[0] && !name.Contains('.', StringComparison.Ordinal)))
                return false;
            allowed.Add((parts[0], port));
        }
        hosts = new(allowed);
        return true;
    }

    /// <summary>Whether it is an https address at one of the hosts, without a user, a fragment or another port.</summary>
    public bool Allows(string endpoint, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0
        && address.HostNameType == UriHostNameType.Dns
        && IsAllowed(address.IdnHost, address.Port);

    bool IsAllowed(string host, int port) =>
        allowed.Exists(a =>
            a.Port == port
            && (
                a.Host.StartsWith(Below, StringComparison.Ordinal)
                    ? host.EndsWith(a.Host[1..], StringComparison.OrdinalIgnoreCase) && host.Length >= a.Host.Length
                    : host.Equals(a.Host, StringComparison.OrdinalIgnoreCase)
            )
        );
}
