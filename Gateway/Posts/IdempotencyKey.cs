using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Posts;

/// <summary>The header of a call that creates: repeated with the same key within 24 hours it gets the first answer again.</summary>
static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key as services take it: empty when there is none.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static string Read(string? key) =>
        key is { Length: 0 or > SharedLimits.IdempotencyKey }
            ? throw new FaultException(Fault.Malformed, $"An Idempotency-Key has 1 to {SharedLimits.IdempotencyKey} characters.")
            : key ?? "";
}
