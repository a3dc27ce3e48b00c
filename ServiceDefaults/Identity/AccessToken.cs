using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Social.ServiceDefaults;

/// <summary>
/// A person's access token: a JWT signed with ES256 and nothing else. What it says is read only after its signature held, and every
/// part must be exactly as Auth writes it.
/// </summary>
public sealed record AccessToken(Guid UserId, Guid SessionId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public const string Issuer = "social";
    public const string Algorithm = "ES256";

    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How far two machines' clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    const int MaxLength = 1024;

    // 64 bytes, r and s, without padding.
    const int SignatureLength = 86;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    /// <summary>The token as text, signed with the private key that other processes know as <paramref name="keyId"/>.</summary>
    public string Sign(string keyId, ECDsa key)
    {
        var header = Encode(
            new
            {
                alg = Algorithm,
                kid = keyId,
                typ = "JWT",
            }
        );
        var payload = Encode(
            new
            {
                iss = Issuer,
                aud = Issuer,
                sub = UserId,
                sid = SessionId,
                iat = IssuedAt.ToUnixTimeSeconds(),
                nbf = IssuedAt.ToUnixTimeSeconds(),
                exp = ExpiresAt.ToUnixTimeSeconds(),
            }
        );
        var content = $"{header}.{payload}";
        return $"{content}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";
    }

    /// <summary>What a token says, when it is signed by one of the keys and good at this time; otherwise null.</summary>
    public static AccessToken? Verify(string text, IReadOnlyDictionary<string, ECParameters> keys, DateTimeOffset now)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var payload, { Length: SignatureLength } signature])
            return null;
        if (Decode(header) is not { } headerBytes || Decode(payload) is not { } payloadBytes || Decode(signature) is not { } signatureBytes)
            return null;
        try
        {
            if (KeyId(headerBytes) is not { } kid || !keys.TryGetValue(kid, out var parameters))
                return null;
            using var key = ECDsa.Create(parameters);
            var content = Encoding.ASCII.GetBytes(text, 0, header.Length + 1 + payload.Length);
            return key.VerifyData(content, signatureBytes, HashAlgorithmName.SHA256) ? Read(payloadBytes, now) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? KeyId(byte[] json)
    {
        using var header = JsonDocument.Parse(json, Strict);
        string? alg = null,
            kid = null;
        if (header.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var field in header.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.String)
                return null;
            if (field.NameEquals("alg"))
                alg = field.Value.GetString();
            else if (field.NameEquals("kid"))
                kid = field.Value.GetString();
            // Anything else (crit, jwk, jku, b64) asks a verifier to behave differently; ours has one way.
            else if (!field.NameEquals("typ") || field.Value.GetString() != "JWT")
                return null;
        }
        return alg == Algorithm ? kid : null;
    }

    static AccessToken? Read(byte[] json, DateTimeOffset now)
    {
        using var payload = JsonDocument.Parse(json, Strict);
        var root = payload.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "iss") != Issuer || Text(root, "aud") != Issuer)
            return null;
        if (!Guid.TryParseExact(Text(root, "sub"), "D", out var user) || !Guid.TryParseExact(Text(root, "sid"), "D", out var session))
            return null;
        if (Time(root, "iat") is not { } issued || Time(root, "nbf") is not { } from || Time(root, "exp") is not { } until)
            return null;
        return from - Skew <= now && now < until + Skew ? new(user, session, issued, until) : null;
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static DateTimeOffset? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds)
        && seconds is > 0 and < 253_402_300_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    static byte[]? Decode(string text)
    {
        // The decoder forgives white space, padding and loose bits at the end; one token must have one spelling.
        if (text.Length == 0 || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }
}
