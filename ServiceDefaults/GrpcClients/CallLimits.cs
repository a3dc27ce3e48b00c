using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Settings of calls to services: the section <c>Calls</c>.</summary>
public sealed record CallLimits
{
    /// <summary>
    /// Calls of this process to one instance that have not been answered. Further ones fail: a service that hangs would otherwise take the
    /// places of all other work of its caller. The default, by processor, leaves a quarter of the gateway's places to the rest.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; init; } = 24 * Environment.ProcessorCount;

    /// <summary>
    /// How long a further call waits for an instance that still answers others. One that has answered nobody for so long hangs, and is not
    /// waited for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan PlaceTimeout { get; init; } = TimeSpan.FromMilliseconds(250);
}
