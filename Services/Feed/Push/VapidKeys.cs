using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Social.Feeds.Push;

/// <summary>The keys by which push services know this server (RFC 8292).</summary>
/// <param name="Public">Base64url of the uncompressed point; browsers subscribe with it.</param>
/// <param name="Private">Base64url of 32 bytes.</param>
public sealed record VapidKeys(string Public, string Private)
{
    /// <summary>Bytes of a number of P-256.</summary>
    public const int Size = 32;

    const byte Uncompressed = 4;

    /// <summary>Null when it is no private key of P-256.</summary>
    public static bool TryParse(string privateKey, [NotNullWhen(true)] out VapidKeys? keys)
    {
        keys = null;
        if (!TryDecode(privateKey, Size, out var d))
            return false;
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            keys = new(Base64Url.EncodeToString([Uncompressed, .. point.X!, .. point.Y!]), Base64Url.EncodeToString(d));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Base64url of so many bytes.</summary>
    public static bool TryDecode(string text, int size, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!Base64Url.IsValid(text, out var length) || length != size)
            return false;
        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }

    /// <summary>Whether these are the bytes of an uncompressed point on the curve.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 1 + 2 * Size || bytes[0] != Uncompressed)
            return false;
        try
        {
            var point = new ECPoint { X = bytes[1..(1 + Size)].ToArray(), Y = bytes[(1 + Size)..].ToArray() };
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
