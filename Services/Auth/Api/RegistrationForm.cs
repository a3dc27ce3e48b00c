using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Api;

/// <summary>A registration in its stored form, all mistakes found at once.</summary>
/// <param name="Username">Lower case.</param>
/// <param name="DisplayName">Trimmed; Profile has the last word on it.</param>
/// <param name="Email">Null when not given.</param>
sealed record RegistrationForm(string Username, string DisplayName, string? Email)
{
    const int MaxDisplayName = SharedLimits.DisplayName;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> naming each field that breaks a rule.</exception>
    public static RegistrationForm Read(RegisterRequest request)
    {
        var form = new RegistrationForm(
            Account.Normalize(request.Username),
            request.DisplayName.Trim(),
            request.Email.Trim() is { Length: > 0 } email ? email.ToLowerInvariant() : null
        );
        var errors = new Dictionary<string, string[]>();
        if (NewUsername.Error(form.Username) is { } wrongName)
            errors["username"] = [wrongName];
        if (form.DisplayName.Length is 0 or > MaxDisplayName)
            errors["displayName"] = [$"A display name has 1 to {MaxDisplayName} characters."];
        if (PasswordHash.Validate(request.Password) is { } wrongPassword)
            errors["password"] = [wrongPassword];
        if (form.Email is not null && Account.EmailError(form.Email) is { } wrongEmail)
            errors["email"] = [wrongEmail];
        return errors.Count == 0 ? form : throw new FaultException(errors);
    }
}
