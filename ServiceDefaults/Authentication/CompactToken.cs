using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Social.ServiceDefaults.Authentication;

/// <summary>
/// JWTs as this system writes them: JsonWebTokenHandler makes and verifies them, and one that is spelt in any other way than it writes
/// them is refused before it looks at it.
/// </summary>
static class CompactToken
{
    const int MaxLength = 1024;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };
    static readonly string[] Times = [JwtRegisteredClaimNames.Iat, JwtRegisteredClaimNames.Nbf, JwtRegisteredClaimNames.Exp];
    static readonly JsonWebTokenHandler Handler = new();

    // By default the library keeps a signature provider for every key it has seen and shares the key's object between threads. Here a key
    // lives as long as one signature takes, so one that is rotated neither stays behind nor is disposed of while it is used.
    static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    /// <summary>The token as text. All three times have to be given.</summary>
    public static string Create(SecurityTokenDescriptor content, SecurityKey key, string algorithm)
    {
        content.SigningCredentials = new(key, algorithm) { CryptoProviderFactory = Uncached };
        return Handler.CreateToken(content);
    }

    /// <summary>The token when it is signed with that key and <paramref name="rules"/> hold; otherwise null.</summary>
    public static async ValueTask<JsonWebToken?> VerifyAsync(string text, SecurityKey key, TokenValidationParameters rules)
    {
        key.CryptoProviderFactory = Uncached;
        rules.IssuerSigningKey = key;
        var result = await Handler.ValidateTokenAsync(text, rules);
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    /// <summary>The id of the key that the token says it is signed with; null when it is not spelt as we spell it.</summary>
    /// <remarks>
    /// What the library forgives: a key id that is missing or unknown, padding, a claim said twice, a time that is a text, and header
    /// fields that ask a verifier to behave differently (crit, jwk, jku, b64).
    /// </remarks>
    public static string? KeyId(string text)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var payload, var signature])
            return null;
        if (Decode(header) is not { } headerJson || Decode(payload) is not { } payloadJson || Decode(signature) is null)
            return null;
        try
        {
            return HasTimes(payloadJson) ? KeyId(headerJson) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? KeyId(byte[] json)
    {
        using var header = JsonDocument.Parse(json, Strict);
        if (header.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        string? kid = null;
        foreach (var field in header.RootElement.EnumerateObject())
            if (field.Value.ValueKind != JsonValueKind.String)
                return null;
            else if (field.NameEquals(JwtHeaderParameterNames.Kid))
                kid = field.Value.GetString();
            else if (!field.NameEquals(JwtHeaderParameterNames.Alg) && !field.NameEquals(JwtHeaderParameterNames.Typ))
                return null;
        return kid;
    }

    static bool HasTimes(byte[] json)
    {
        using var payload = JsonDocument.Parse(json, Strict);
        return payload.RootElement.ValueKind == JsonValueKind.Object
            && Array.TrueForAll(
                Times,
                name =>
                    payload.RootElement.TryGetProperty(name, out var time)
                    && time.ValueKind == JsonValueKind.Number
                    && time.TryGetInt64(out var seconds)
                    && seconds is > 0 and < 253_402_300_000
            );
    }

    static byte[]? Decode(string part)
    {
        // The decoder forgives white space, padding and loose bits at the end; one token must have one spelling.
        if (part.Length == 0 || !Base64Url.IsValid(part))
            return null;
        var bytes = Base64Url.DecodeFromChars(part);
        return Base64Url.EncodeToString(bytes) == part ? bytes : null;
    }
}
