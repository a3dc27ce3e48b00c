using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Social.ServiceDefaults.Authentication;

/// <summary>A person's access token: a JWT signed with ES256 and nothing else, spelt exactly as Auth writes it.</summary>
public sealed record AccessToken(Guid UserId, Guid SessionId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public const string Issuer = "social";
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How far two machines' clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    const string Type = "JWT";

    /// <summary>The token as text, signed with the private key that other processes know as <paramref name="keyId"/>.</summary>
    public string Sign(string keyId, ECDsa key) =>
        CompactToken.Create(
            new()
            {
                TokenType = Type,
                Issuer = Issuer,
                Audience = Issuer,
                IssuedAt = IssuedAt.UtcDateTime,
                NotBefore = IssuedAt.UtcDateTime,
                Expires = ExpiresAt.UtcDateTime,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = UserId.ToString(),
                    [JwtRegisteredClaimNames.Sid] = SessionId.ToString(),
                },
            },
            new ECDsaSecurityKey(key) { KeyId = keyId },
            Algorithm
        );

    /// <summary>What a token says, when it is signed by one of the keys and good at this time; otherwise null.</summary>
    public static async ValueTask<AccessToken?> VerifyAsync(string text, IReadOnlyDictionary<string, ECParameters> keys, DateTimeOffset now)
    {
        if (CompactToken.KeyId(text) is not { } id || !keys.TryGetValue(id, out var parameters))
            return null;
        using var key = ECDsa.Create(parameters);
        var token = await CompactToken.VerifyAsync(text, new ECDsaSecurityKey(key) { KeyId = id }, Rules(now));
        return
            token is not null
            && token.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var sid)
            && Guid.TryParseExact(token.Subject, "D", out var user)
            && Guid.TryParseExact(sid, "D", out var session)
            ? new(user, session, new(token.IssuedAt), new(token.ValidTo))
            : null;
    }

    static TokenValidationParameters Rules(DateTimeOffset now) =>
        new()
        {
            ValidAlgorithms = [Algorithm],
            ValidTypes = [Type],
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            LifetimeValidator = (from, until, _, _) => from - Skew <= now.UtcDateTime && now.UtcDateTime < until + Skew,
        };
}
