using System.Security.Cryptography;
using System.Text;

namespace Social.Auth.Keys;

/// <summary>AES-GCM around a private key, bound to the key's id: nonce, tag, ciphertext.</summary>
sealed class KeyEncryptor(byte[] key)
{
    const int NonceSize = 12;
    const int TagSize = 16;

    public byte[] Encrypt(string id, byte[] secret)
    {
        var box = new byte[NonceSize + TagSize + secret.Length];
        var (nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce.Span, secret, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(id));
        return box;
    }

    /// <summary>Null when the box was closed with another key.</summary>
    public byte[]? Decrypt(string id, byte[] box)
    {
        var (nonce, tag, cipher) = Parts(box);
        var secret = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(nonce.Span, cipher.Span, tag.Span, secret, Encoding.UTF8.GetBytes(id));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] box) =>
        (box.AsMemory(0, NonceSize), box.AsMemory(NonceSize, TagSize), box.AsMemory(NonceSize + TagSize));
}
