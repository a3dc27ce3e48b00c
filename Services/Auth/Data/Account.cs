using System.Net.Mail;
using System.Text.RegularExpressions;
using Social.ServiceDefaults;

namespace Social.Auth.Data;

/// <summary>Who can log in. How a person appears to others is Profile's.</summary>
public sealed partial class Account
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

    /// <summary>Why the name cannot be taken; null when it can.</summary>
    public static string? UsernameError(string username) =>
        UsernameShape().IsMatch(username) ? null : "A username is 3 to 30 of the characters a-z, 0-9, _ and the dot.";

    /// <summary>Why the e-mail cannot be taken; null when it can.</summary>
    public static string? EmailError(string email) =>
        email.Length <= MaxEmail
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailAddress.TryCreate(email, out var parsed)
        && parsed.Address == email
        && parsed.Host.Contains('.', StringComparison.Ordinal)
            ? null
            : "This is not an e-mail address.";

    [GeneratedRegex(@"\A[a-z0-9_.]{3,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UsernameShape();
}
