using System.Security.Cryptography;
using System.Text;

namespace Social.ServiceDefaults.Authentication;

/// <summary>What the processes of one system share to trust each other; section "Tokens".</summary>
public sealed class TokensOptions
{
    internal const string Wanted = "Tokens:ServiceSecret must be set to a secret of at least 32 characters, the same for every process.";

    internal bool IsStrong => ServiceSecret.Length >= 32;

    public string ServiceSecret { get; init; } = "";

    /// <summary>A 32 byte key for one purpose; keys of different purposes tell nothing about each other.</summary>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(ServiceSecret), 32, info: Encoding.UTF8.GetBytes(purpose));
}
