namespace Social.Auth.Data;

/// <summary>Log-ins that were tried and did not succeed: for one name from one address, for one name, or from one address.</summary>
public sealed class Attempt
{
    /// <summary>Keyed hash of what was tried from where: names typed by mistake may be passwords.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Keyed hash of the name alone, by which the rows go with the account; null for what counts an address.</summary>
    public required byte[]? Name { get; init; }

    public required int Count { get; init; }
    public required DateTimeOffset LastAt { get; init; }
    public required DateTimeOffset BlockedUntil { get; init; }
}
