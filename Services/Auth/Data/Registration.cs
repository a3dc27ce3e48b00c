namespace Social.Auth.Data;

/// <summary>
/// What became of a registration. The row is the decision: it is inserted once per transaction id, committed together with the
/// account or aborted by whoever asks first, so both can never hold.
/// </summary>
public sealed class Registration
{
    public required Guid TransactionId { get; init; }

    /// <summary>The account it made; null when it was aborted.</summary>
    public required Guid? UserId { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}
