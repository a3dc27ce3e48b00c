using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Auth.Api;

/// <summary>A registration in its stored form, all mistakes found at once.</summary>
/// <param name="Username">Lower case.</param>
/// <param name="DisplayName">Profile brings it to its stored form.</param>
/// <param name="Email">Null when not given.</param>
sealed record RegistrationForm(string Username, string DisplayName, string? Email)
{
    static readonly TextRules DisplayNameRules = new(SharedLimits.DisplayName, Lines: false);

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> naming each field that breaks a rule.</exception>
    public static RegistrationForm Read(RegisterRequest request)
    {
        var form = new RegistrationForm(
            Account.Normalize(request.Username),
            request.DisplayName,
            request.Email.Trim() is { Length: > 0 } email ? email.ToLowerInvariant() : null
        );
        var errors = new Dictionary<string, string[]>();
        if (NewUsername.Error(form.Username) is { } wrongName)
            errors["username"] = [wrongName];
        if (DisplayNameRules.Error(form.DisplayName, "A display name", out var name) is { } wrong)
            errors["displayName"] = [wrong];
        else if (name.Length == 0)
            errors["displayName"] = ["A display name has a letter, a digit or a sign that can be seen."];
        if (PasswordHash.Validate(request.Password) is { } wrongPassword)
            errors["password"] = [wrongPassword];
        if (form.Email is not null && Account.EmailError(form.Email) is { } wrongEmail)
            errors["email"] = [wrongEmail];
        return errors.Count == 0 ? form : throw new FaultException(errors);
    }
}
