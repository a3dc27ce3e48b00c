using System.ComponentModel.DataAnnotations;

namespace Social.Auth.Passwords;

/// <summary>How much of the machine hashing may take; section "Passwords".</summary>
public sealed record PasswordOptions
{
    /// <summary>Hashes at the same time. All processors but one: the rest of the system always has that.</summary>
    [Range(1, 256)]
    public int AtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>How many more may wait; whoever comes then is told to come later.</summary>
    [Range(0, 10_000)]
    public int Queue { get; init; } = 64;
}
