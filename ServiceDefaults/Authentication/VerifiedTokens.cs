using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Social.ServiceDefaults.Authentication;

/// <summary>
/// Tokens whose signature already held, by their SHA-256, since verifying one costs 50 µs of processor and each is shown hundreds of
/// times. Only good tokens get in. Two generations bound it: when the young one is full the old one is forgotten.
/// </summary>
sealed class VerifiedTokens(int generation = 10_000)
{
    ConcurrentDictionary<Hash, VerifiedToken> young = new();
    ConcurrentDictionary<Hash, VerifiedToken> old = new();

    public readonly record struct Hash(UInt128 High, UInt128 Low)
    {
        public static Hash Compute(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
            return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }
    }

    public VerifiedToken? Find(Hash hash)
    {
        if (young.TryGetValue(hash, out var found))
            return found;
        if (!old.TryGetValue(hash, out found))
            return null;
        Remember(hash, found);
        return found;
    }

    public void Remember(Hash hash, VerifiedToken token)
    {
        var target = young;
        target[hash] = token;
        if (target.Count > generation && Interlocked.CompareExchange(ref young, new(), target) == target)
            old = target;
    }

    public void Forget(Hash hash)
    {
        young.TryRemove(hash, out _);
        old.TryRemove(hash, out _);
    }
}
