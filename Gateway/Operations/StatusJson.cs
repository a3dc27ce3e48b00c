namespace Social.Gateway.Operations;

/// <summary>How the system is.</summary>
/// <param name="Services">The gateways, first the one that answers, then every service by name.</param>
public sealed partial record StatusJson(IReadOnlyList<ServiceStatusJson> Services);

/// <summary>A service.</summary>
/// <param name="Name">Of the service.</param>
/// <param name="Instances">Its processes, as far as the gateway knows them.</param>
public sealed record ServiceStatusJson(string Name, IReadOnlyList<InstanceJson> Instances);

/// <summary>A process, as it was found less than two seconds ago. What it did not say is null.</summary>
/// <param name="Id">Another one after each start.</param>
/// <param name="Address">Where it is; told in development only.</param>
/// <param name="Version">What it was built from.</param>
/// <param name="State">
/// `ready`; `degraded`, when it serves though a part it can live without is away; `unready`, when it answers and cannot serve; `away`, when
/// it does not answer.
/// </param>
/// <param name="Load">The calls it is serving, without those that only ask how it is.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Breaker">
/// Whether the gateway that answers calls it: `closed`, as usual; `open`, not for now, since it failed too often; `halfOpen`, one call at a
/// time to find out whether it is well again. Null for a configured address, which is called whatever happened, and for gateways.
/// </param>
public sealed record InstanceJson(
    string? Id,
    string? Address,
    string? Version,
    string State,
    int? Load,
    DateTimeOffset? StartedAt,
    string? Breaker
);
