using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Social.ServiceDefaults;

/// <summary>
/// What one process shows another when no person is behind the call: <c>caller.callee.expiry.mac</c>, good for a minute and for that
/// callee only. It travels under its own scheme, so it can never be taken for a person's token or the other way round.
/// </summary>
static class ServiceToken
{
    public const string Scheme = "Service";

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    const int MaxLength = 256;

    public static byte[] Key(TokensOptions options) => options.DeriveKey("service token v1");

    public static string Issue(byte[] key, string caller, string callee, DateTimeOffset now)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{caller}.{callee}.{(now + Lifetime).ToUnixTimeSeconds()}");
        return $"{content}.{Base64Url.EncodeToString(Mac(key, content))}";
    }

    /// <summary>The caller's name, when the token is for <paramref name="callee"/> and good at this time; otherwise null.</summary>
    public static string? Verify(byte[] key, string token, string callee, DateTimeOffset now)
    {
        if (token.Length > MaxLength || token.Split('.') is not [{ Length: > 0 } caller, var addressee, var expiry, var mac])
            return null;
        var expected = Base64Url.EncodeToString(Mac(key, token[..^(mac.Length + 1)]));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(expected)))
            return null;
        if (addressee != callee || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
            return null;
        var left = until - now.ToUnixTimeSeconds();
        return left > -AccessToken.Skew.TotalSeconds && left <= (Lifetime + AccessToken.Skew).TotalSeconds ? caller : null;
    }

    static byte[] Mac(byte[] key, string content) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content));
}
