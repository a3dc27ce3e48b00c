using System.ComponentModel.DataAnnotations;

namespace Social.Auth.Keys;

/// <summary>When signing keys change; section "Keys".</summary>
public sealed record KeyOptions : IValidatableObject
{
    /// <summary>How long a key signs before the next one is made, a minute to ten years.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a new key is trusted before it signs, 5 s to a day: whoever keeps the public keys must have asked again by then. Services
    /// ask every 2 s; others may keep the JWKS for a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan Announce { get; init; } = TimeSpan.FromHours(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Announce >= RotateAfter)
            yield return new("Keys:Announce must be shorter than Keys:RotateAfter.");
    }
}
