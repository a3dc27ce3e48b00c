using System.ComponentModel.DataAnnotations;

namespace Social.Auth;

/// <summary>How registrations go; section "Registration".</summary>
public sealed record RegistrationOptions
{
    /// <summary>How long Profile holds a name before it asks what became of the registration.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Reserve { get; init; } = TimeSpan.FromSeconds(10);
}
