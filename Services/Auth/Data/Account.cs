using System.Net.Mail;
using Social.ServiceDefaults;

namespace Social.Auth.Data;

/// <summary>Who can log in. How a person appears to others is Profile's.</summary>
public sealed class Account
{
    public const int MaxUsername = SharedLimits.Username;
    public const int MaxEmail = 254;

    public required Guid Id { get; init; }

    /// <summary>Lower case; never changes.</summary>
    public required string Username { get; init; }

    /// <summary>Normal form; null when not given.</summary>
    public required string? Email { get; init; }

    public required string PasswordHash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A name or e-mail as someone typed it, brought to the form in which it is stored.</summary>
    public static string Normalize(string typed) => typed.Trim().TrimStart('@').ToLowerInvariant();

    /// <summary>Why the e-mail cannot be taken; null when it can.</summary>
    public static string? EmailError(string email) =>
        email.Length <= MaxEmail
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailAddress.TryCreate(email, out var parsed)
        && parsed.Address == email
        && parsed.Host.Contains('.', StringComparison.Ordinal)
            ? null
            : "This is not an e-mail address.";
}
