using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Social.Gateway.Http;

/// <summary>The reverse proxies before the gateway; section "Proxies".</summary>
public sealed record ProxyOptions
{
    /// <summary>
    /// Addresses and networks (10.0.0.0/8) whose X-Forwarded-For and X-Forwarded-Proto are believed. Nobody's, if not said: else whoever
    /// calls could take any address.
    /// </summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    internal const string Wanted = "Proxies:Known must be IP addresses or networks such as 10.0.0.0/8.";

    internal bool IsReadable => Known.All(known => IPAddress.TryParse(known, out _) || IPNetwork.TryParse(known, out _));
}

/// <summary>Forwarded headers of known reverse proxies.</summary>
public static class ForwardedHeadersExtensions
{
    public static void AddKnownProxies(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<ProxyOptions>()
            .BindConfiguration("Proxies")
            .Validate(proxies => proxies.IsReadable, ProxyOptions.Wanted)
            .ValidateOnStart();
        builder
            .Services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ProxyOptions>>(
                (headers, proxies) =>
                {
                    // With no proxy known the middleware would believe everybody.
                    headers.ForwardedHeaders =
                        proxies.Value.Known.Count > 0
                            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                            : ForwardedHeaders.None;
                    // As many as are known, from the last backward: the first one that is not is the caller.
                    headers.ForwardLimit = null;
                    headers.KnownProxies.Clear(); // of the machine itself, by default
                    headers.KnownIPNetworks.Clear();
                    foreach (var known in proxies.Value.Known)
                        if (IPAddress.TryParse(known, out var address))
                            headers.KnownProxies.Add(address);
                        else
                            headers.KnownIPNetworks.Add(IPNetwork.Parse(known));
                }
            );
    }

    /// <summary>First of all: limits and log-ins count addresses, cookies ask for the scheme.</summary>
    public static void UseKnownProxies(this WebApplication app) => app.UseForwardedHeaders();
}
