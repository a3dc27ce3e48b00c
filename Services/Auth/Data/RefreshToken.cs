using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Social.Auth.Data;

/// <summary>
/// A refresh token, of which only the hash is kept. It is good for one use. Whoever uses it again within <see cref="Grace"/>, because
/// the answer was lost, gets the same successor; later, it is taken for stolen and ends the session.
/// </summary>
/// <remarks>
/// The same successor, not another one: two valid tokens would let a thief and the owner go on side by side unnoticed. So it is kept
/// until the grace period is over, encrypted with a pad that only the spent token yields.
/// </remarks>
public sealed class RefreshToken
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    const int Size = 32;

    public required byte[] Hash { get; init; }
    public required Guid SessionId { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? SpentAt { get; private set; }
    public byte[]? EncryptedSuccessor { get; private set; }

    /// <summary>A new token as its owner gets it, and the row that recognises it.</summary>
    public static (string Text, RefreshToken Row) Issue(Guid session, DateTimeOffset now)
    {
        var secret = RandomNumberGenerator.GetBytes(Size);
        return (
            Base64Url.EncodeToString(secret),
            new()
            {
                Hash = SHA256.HashData(secret),
                SessionId = session,
                IssuedAt = now,
            }
        );
    }

    /// <summary>The token's hash; null when the text cannot be one of ours.</summary>
    public static byte[]? HashOf(string text) => Secret(text) is { } secret ? SHA256.HashData(secret) : null;

    /// <summary>Marks this one as used and keeps its successor for a repeated question.</summary>
    public void Spend(string text, string successor, DateTimeOffset now)
    {
        SpentAt = now;
        EncryptedSuccessor = Cover(text, Secret(successor)!);
    }

    /// <summary>The token that was given for this one, while its answer may still be on its way; otherwise null.</summary>
    public string? Successor(string text, DateTimeOffset now) =>
        EncryptedSuccessor is { } covered && now - SpentAt <= Grace ? Base64Url.EncodeToString(Cover(text, covered)) : null;

    static byte[] Cover(string text, byte[] value)
    {
        // Used once per token, so a plain pad is all it takes.
        var pad = HKDF.DeriveKey(HashAlgorithmName.SHA256, Secret(text)!, Size, info: Encoding.UTF8.GetBytes("successor"));
        return [.. value.Zip(pad, (a, b) => (byte)(a ^ b))];
    }

    static byte[]? Secret(string text)
    {
        Span<byte> secret = stackalloc byte[Size];
        return text.Length == 43 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, secret, out var length) && length == Size
            ? secret.ToArray()
            : null;
    }
}
