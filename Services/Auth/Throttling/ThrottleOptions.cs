using System.ComponentModel.DataAnnotations;

namespace Social.Auth.Throttling;

/// <summary>How many wrong passwords are free before each further try has to wait; section "Throttle".</summary>
public sealed record ThrottleOptions
{
    /// <summary>For one name from one address.</summary>
    [Range(1, 1_000)]
    public int FreeTries { get; init; } = 5;

    /// <summary>For one name from all addresses together that the account does not know.</summary>
    [Range(1, 100_000)]
    public int FreeTriesOfName { get; init; } = 50;

    /// <summary>From one address for all names together that do not know it.</summary>
    [Range(1, 100_000)]
    public int FreeTriesFromAddress { get; init; } = 50;
}
