using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Data;

/// <summary>Who a person is to the others. The id is the account's, chosen by Auth.</summary>
public sealed class Profile
{
    public const int MaxDisplayName = SharedLimits.DisplayName;
    public const int MaxBio = 500;

    public Guid Id { get; private init; }
    public string Username { get; private init; } = "";
    public string DisplayName { get; private set; } = "";
    public string Bio { get; private set; } = "";
    public Guid? AvatarMediaId { get; set; }

    /// <summary>Kept equal to the rows of follows by the transaction that changes those.</summary>
    public int Followers { get; private init; }

    /// <inheritdoc cref="Followers"/>
    public int Following { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change but those of counters; from 1 on.</summary>
    public long Version { get; private set; } = 1;

    public static Profile From(Reservation reservation, Guid id, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Username = reservation.Username,
            DisplayName = reservation.DisplayName,
            CreatedAt = now,
        };

    /// <summary>Changes what is given and leaves what is null.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> naming each field that breaks a rule; nothing is changed then.</exception>
    public void Edit(string? displayName, string? bio)
    {
        var errors = new Dictionary<string, string[]>();
        if (displayName is not null && DisplayNameError(displayName) is { } wrongName)
            errors["displayName"] = [wrongName];
        if (bio is not null && BioError(bio) is { } wrongBio)
            errors["bio"] = [wrongBio];
        if (errors.Count > 0)
            throw new FaultException(errors);
        DisplayName = displayName?.Trim() ?? DisplayName;
        Bio = bio?.Trim() ?? Bio;
    }

    /// <summary>It was changed: cached copies are stale.</summary>
    public void IncrementVersion() => Version++;

    /// <summary>Why the name cannot be taken; null when it can.</summary>
    public static string? DisplayNameError(string name) =>
        name.Trim().Length is 0 or > MaxDisplayName ? $"A display name has 1 to {MaxDisplayName} characters."
        : name.Any(char.IsControl) ? "A display name is one line of plain text."
        : null;

    static string? BioError(string bio) =>
        bio.Trim().Length > MaxBio ? $"A bio has at most {MaxBio} characters."
        : bio.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "A bio is plain text."
        : null;
}
