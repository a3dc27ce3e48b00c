using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Settings of calls to services: the section <c>Calls</c>.</summary>
public sealed record CallLimits
{
    /// <summary>
    /// Calls of this process in flight to one instance. Further ones fail at once: a service that hangs would otherwise take the places of
    /// all other work of its caller. The default leaves a quarter of the gateway's places to the rest, and lets a burst through that a
    /// healthy instance answers in time.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; init; } = 384;
}
