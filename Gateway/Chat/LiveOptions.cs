namespace Social.Gateway.Chat;

/// <summary>Who may open the live line; section "Live".</summary>
public sealed record LiveOptions
{
    /// <summary>Origins of pages from elsewhere that may, as in https://social.example; the gateway's own always may.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}
