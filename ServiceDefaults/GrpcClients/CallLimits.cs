using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Settings of calls to services: the section <c>Calls</c>.</summary>
public sealed record CallLimits
{
    /// <summary>
    /// Calls of this process to one instance that have not been answered. Further ones wait while it answers, and fail when it does not: a
    /// service that hangs would otherwise take the places of all other work of its caller. The default leaves a quarter of the gateway's
    /// places to the rest. By processor.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; init; } = 24 * Environment.ProcessorCount;

    /// <summary>
    /// Reads of one method that are sent to one instance at once; further ones wait for their turn. With hundreds on their way each step
    /// of each waits for those of all others, here and there, until all run into their deadlines. By processor.
    /// </summary>
    [Range(1, 100_000)]
    public int ReadsAtOnce { get; init; } = 24 * Environment.ProcessorCount;

    /// <summary>An instance that owes as many answers as it may and has answered nobody for so long hangs, and is not waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan PlaceTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
