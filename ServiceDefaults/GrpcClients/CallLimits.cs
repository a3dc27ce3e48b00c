using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Settings of calls to services: the section <c>Calls</c>.</summary>
public sealed record CallLimits
{
    /// <summary>
    /// Calls of this process to one instance that have not been answered. Further ones fail: a service that hangs would otherwise take the
    /// places of all other work of its caller. The default leaves a quarter of the gateway's places to the rest, and lets a burst through
    /// that a healthy instance answers in time.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; init; } = 384;

    /// <summary>
    /// Reads of one method that are sent to one instance at once; further ones wait for their turn. With hundreds on their way each step
    /// of each waits for those of all others, here and there, until all run into their deadlines. By processor.
    /// </summary>
    [Range(1, 100_000)]
    public int ReadsAtOnce { get; init; } = 24 * Environment.ProcessorCount;

    /// <summary>
    /// How long a further call waits for an instance that still answers others. One that has answered nobody for so long hangs, and is not
    /// waited for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan PlaceTimeout { get; init; } = TimeSpan.FromMilliseconds(250);
}
