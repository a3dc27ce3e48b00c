using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Data;

/// <summary>
/// A username held by a registration. The row outlives the registration: with <see cref="UserId"/> set it says whose name it is, so
/// one unique index keeps names apart, whether they are reserved or in use, and a repeated commit finds what the first one did.
/// </summary>
public sealed class Reservation
{
    public Guid TransactionId { get; private init; }
    public string Username { get; private init; } = "";
    public string DisplayName { get; private init; } = "";

    /// <summary>After this Auth is asked what became of the registration.</summary>
    public DateTimeOffset Deadline { get; private init; }

    /// <summary>Whose profile it became; null while the registration is open.</summary>
    public Guid? UserId { get; private init; }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> naming each field that breaks a rule.</exception>
    public static Reservation From(Guid transaction, string username, string displayName, DateTimeOffset deadline)
    {
        var errors = new Dictionary<string, string[]>();
        if (NewUsername.Error(username) is { } wrongUsername)
            errors["username"] = [wrongUsername];
        if (Profile.DisplayNameError(displayName, out var name) is { } wrongName)
            errors["displayName"] = [wrongName];
        return errors.Count > 0
            ? throw new FaultException(errors)
            : new()
            {
                TransactionId = transaction,
                Username = username,
                DisplayName = name,
                Deadline = deadline,
            };
    }
}
