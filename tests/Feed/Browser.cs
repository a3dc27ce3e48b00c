using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Social.Tests.Feed;

/// <summary>The keys of a browser, and what it does with a message (RFC 8291).</summary>
sealed class Browser : IDisposable
{
    const int KeySize = 16;
    const int NonceSize = 12;
    const int SaltSize = 16;
    const int PointSize = 65;
    const byte LastRecord = 2;

    readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public Browser() => P256dh = Point(key.ExportParameters(includePrivateParameters: false).Q);

    public byte[] P256dh { get; }

    public byte[] Auth { get; } = RandomNumberGenerator.GetBytes(16);

    /// <summary>What the encrypted body of a message says.</summary>
    public JsonNode Decrypt(byte[] body)
    {
        var salt = body[..SaltSize];
        var record = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(SaltSize));
        Assert.Equal(PointSize, body[SaltSize + 4]);
        var sender = body[(SaltSize + 5)..(SaltSize + 5 + PointSize)];
        var content = body[(SaltSize + 5 + PointSize)..];
        Assert.InRange(content.Length, 1 + KeySize, record);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(sender) });
        byte[] info = [.. "WebPush: info\0"u8, .. P256dh, .. sender];
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(other.PublicKey), 32, Auth, info);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, KeySize, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, NonceSize, salt, "Content-Encoding: nonce\0"u8.ToArray());
        using var cipher = new AesGcm(secret, KeySize);
        var plain = new byte[content.Length - KeySize];
        cipher.Decrypt(nonce, content.AsSpan(0, plain.Length), content.AsSpan(plain.Length), plain);
        var end = Array.FindLastIndex(plain, b => b != 0);
        Assert.Equal(LastRecord, plain[end]);
        return JsonNode.Parse(Encoding.UTF8.GetString(plain, 0, end))!;
    }

    public void Dispose() => key.Dispose();

    public static ECPoint Point(byte[] bytes) => new() { X = bytes[1..33], Y = bytes[33..] };

    static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
