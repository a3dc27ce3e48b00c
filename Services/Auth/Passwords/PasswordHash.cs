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
    public static string? Validate(string password) =>
        password.Length is < MinLength or > MaxLength ? $"A password has {MinLength} to {MaxLength} characters."
        : CommonPasswords.Include(password) ? "Too many people have this password: it is among the first to be tried. Take another one."
        : null;

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Text(salt, Derive(password, salt, Rounds, HashSize));
    }

    /// <summary>Takes as long for an old, cheaper hash as for one of today: the time does not tell that there is one.</summary>
    public static bool Verify(string password, string stored)
    {
        var (rounds, salt, hash) = Parse(stored);
        var right = CryptographicOperations.FixedTimeEquals(Derive(password, salt, rounds, hash.Length), hash);
        if (rounds < Rounds)
            Derive(password, salt, Rounds - rounds, hash.Length);
        return right;
    }

    /// <summary>Whether it was made when guessing was cheaper.</summary>
    public static bool IsOutdated(string stored) => Parse(stored).Rounds < Rounds;

    static string Text(byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"${Name}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    static (int Rounds, byte[] Salt, byte[] Hash) Parse(string stored) =>
        stored.Split('$') is ["", Name, var rounds, var salt, var hash]
            ? (int.Parse(rounds, CultureInfo.InvariantCulture), Convert.FromBase64String(salt), Convert.FromBase64String(hash))
            : throw new FormatException("A stored password hash is not in the known form.");

    static byte[] Derive(string password, byte[] salt, int rounds, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, size);
}
