namespace Social.Auth.Data;

/// <summary>Log-ins that were tried and did not succeed, by account and network address together.</summary>
public sealed class Attempt
{
    /// <summary>SHA-256 of what was tried from where: names typed by mistake may be passwords.</summary>
    public required byte[] Key { get; init; }

    public required int Count { get; init; }
    public required DateTimeOffset LastAt { get; init; }
    public required DateTimeOffset BlockedUntil { get; init; }
}
