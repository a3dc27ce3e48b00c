using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Social.Auth.Passwords;

/// <summary>
/// PBKDF2 with HMAC-SHA512, stored as <c>$pbkdf2-sha512$rounds$salt$hash</c>, so that the cost can rise and old hashes still verify.
/// </summary>
public static class PasswordHash
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    /// <summary>UTF-16 code units of a password as it is typed: enough for any of <see cref="MaxLength"/> characters, decomposed.</summary>
    public const int MaxInput = 4 * MaxLength;

    /// <summary>What a guess costs; about 80 ms of one processor.</summary>
    public const int Rounds = 210_000;

    const string Name = "pbkdf2-sha512";
    const int SaltSize = 16;
    const int HashSize = 32;

    /// <summary>
    /// A hash of nobody's: verifying against it takes as long as against an account's. Nothing was hashed for it, so the first unknown name
    /// after a start takes no longer than the next.
    /// </summary>
    public static string Decoy { get; } = Text(RandomNumberGenerator.GetBytes(SaltSize), RandomNumberGenerator.GetBytes(HashSize));

    /// <summary>Why the password cannot be taken; null when it can.</summary>
    public static string? Validate(string password)
    {
        var prepared = password.Length <= MaxInput ? OpaqueString.Prepare(password) : "";
        return prepared.EnumerateRunes().Count() is < MinLength or > MaxLength ? $"A password has {MinLength} to {MaxLength} characters."
            : prepared.Any(char.IsControl) ? "A password has no control characters."
            : CommonPasswords.Include(prepared) ? "Too many people have this password: it is among the first to be tried. Take another one."
            : null;
    }

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Text(salt, Derive(OpaqueString.Prepare(password), salt, Rounds, HashSize));
    }

    /// <summary>
    /// Takes as long for an old, cheaper hash as for one of today: the time does not tell that there is one. Older hashes are of passwords
    /// as they were typed, so that form is tried as well where it differs.
    /// </summary>
    public static PasswordMatch Verify(string password, string stored)
    {
        var (rounds, salt, hash) = Parse(stored);
        var prepared = OpaqueString.Prepare(password);
        if (Matches(prepared))
            return rounds < Rounds ? PasswordMatch.Outdated : PasswordMatch.Right;
        return prepared != password && Matches(password) ? PasswordMatch.Outdated : PasswordMatch.Wrong;

        bool Matches(string form)
        {
            var right = CryptographicOperations.FixedTimeEquals(Derive(form, salt, rounds, hash.Length), hash);
            if (rounds < Rounds)
                Derive(form, salt, Rounds - rounds, hash.Length);
            return right;
        }
    }

    static string Text(byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"${Name}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    static (int Rounds, byte[] Salt, byte[] Hash) Parse(string stored) =>
        stored.Split('$') is ["", Name, var rounds, var salt, var hash]
            ? (int.Parse(rounds, CultureInfo.InvariantCulture), Convert.FromBase64String(salt), Convert.FromBase64String(hash))
            : throw new FormatException("A stored password hash is not in the known form.");

    static byte[] Derive(string password, byte[] salt, int rounds, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, size);
}
