using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Social.Gateway.Chat;

/// <summary>
/// An instance to which no connection could be made is left out for a while: the registry names one that was killed for some seconds more,
/// and a client that connects again at once is to find another one.
/// </summary>
sealed class FirstFailurePolicy(IDestinationHealthUpdater updater) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FirstFailure";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(5);
        if (context.GetForwarderErrorFeature()?.Error is ForwarderError.Request or ForwarderError.RequestTimedOut)
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
    }
}
