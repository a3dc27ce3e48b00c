using System.Net;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Social.Gateway.Chat;

/// <summary>/hubs/live: the socket, passed on to any instance of Chat that service discovery names.</summary>
static class LiveProxy
{
    const string Path = "/hubs/live";

    public static void AddLiveProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LiveOptions>().BindConfiguration("Live");
        builder.Services.AddSingleton<Yarp.ReverseProxy.Health.IPassiveHealthCheckPolicy, FirstFailurePolicy>();
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory([Route()], [Cluster()])
            // What the browser says of itself is none of Chat's business: the first message says who it is.
            .AddTransforms(transforms =>
            {
                transforms.AddRequestHeaderRemove("Cookie");
                transforms.AddRequestHeaderRemove("Authorization");
            })
            .AddServiceDiscoveryDestinationResolver();
    }

    public static void MapLiveProxy(this WebApplication app) =>
        app.MapReverseProxy(proxy =>
            {
                proxy.Use(CheckAsync);
                proxy.UseLoadBalancing();
                proxy.UsePassiveHealthChecks();
            })
            .AllowAnonymous();

    /// <summary>Sockets only, and only for pages that may: browsers send no token and ask nobody before they open a socket anywhere.</summary>
    static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.WebSockets.IsWebSocketRequest && !IsUpgrade(http))
            throw new FaultException(Fault.Malformed, "This address takes WebSockets only, without negotiation.");
        return IsAllowed(http) ? next(http) : throw new FaultException(Fault.Forbidden, "Pages of this origin may not open the live line.");
    }

    static bool IsUpgrade(HttpContext http) =>
        http.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    static bool IsAllowed(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ } origin])
            // Programs that are no browser send none.
            return http.Request.Headers.Origin.Count == 0;
        var own = $"{http.Request.Scheme}://{http.Request.Host}";
        return origin.Equals(own, StringComparison.OrdinalIgnoreCase)
            || http.RequestServices.GetRequiredService<IOptions<LiveOptions>>()
                .Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }

    static RouteConfig Route() =>
        new()
        {
            RouteId = "live",
            ClusterId = Names.Chat,
            Match = new() { Path = Path, Methods = [HttpMethods.Get] },
        };

    static ClusterConfig Cluster() =>
        new()
        {
            ClusterId = Names.Chat,
            LoadBalancingPolicy = "PowerOfTwoChoices",
            HealthCheck = new()
            {
                AvailableDestinationsPolicy = "HealthyOrPanic",
                Passive = new()
                {
                    Enabled = true,
                    Policy = FirstFailurePolicy.PolicyName,
                    ReactivationPeriod = TimeSpan.FromSeconds(5),
                },
            },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
            Destinations = new Dictionary<string, DestinationConfig> { [Names.Chat] = new() { Address = $"http://{Names.Chat}" } },
        };
}
