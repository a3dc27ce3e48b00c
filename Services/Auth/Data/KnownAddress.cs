namespace Social.Auth.Data;

/// <summary>A network address from which the account's owner once came in: what others try elsewhere does not hold them up here.</summary>
public sealed class KnownAddress
{
    /// <summary>Without a log-in for so long, an address is a stranger's again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    public required Guid AccountId { get; init; }

    /// <summary>Keyed hash of account and address: the table does not tell where anybody lives.</summary>
    public required byte[] Address { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}
