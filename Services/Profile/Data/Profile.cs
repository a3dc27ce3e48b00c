using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Profiles.Data;

/// <summary>Who a person is to the others. The id is the account's, chosen by Auth.</summary>
public sealed class Profile
{
    public static readonly TextRules DisplayNameRules = new(SharedLimits.DisplayName, Lines: false);
    public static readonly TextRules BioRules = new(500);

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
        var (name, text) = (DisplayName, Bio);
        var errors = new Dictionary<string, string[]>();
        if (displayName is not null && DisplayNameError(displayName, out name) is { } wrongName)
            errors["displayName"] = [wrongName];
        if (bio is not null && BioRules.Error(bio, "A bio", out text) is { } wrongBio)
            errors["bio"] = [wrongBio];
        if (errors.Count > 0)
            throw new FaultException(errors);
        (DisplayName, Bio) = (name, text);
    }

    /// <summary>It was changed: cached copies are stale.</summary>
    public void IncrementVersion() => Version++;

    /// <summary>Why the name cannot be taken; null when it can, as it is kept.</summary>
    public static string? DisplayNameError(string name, out string kept) =>
        DisplayNameRules.Error(name, "A display name", out kept)
        ?? (kept.Length == 0 ? "A display name has a letter, a digit or a sign that can be seen." : null);
}
