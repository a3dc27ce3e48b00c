using Microsoft.IdentityModel.Tokens;

namespace Social.ServiceDefaults.Authentication;

/// <summary>
/// What one process shows another when no person is behind the call: a JWT with HS256 from one service to another, good for a minute. It
/// has its own scheme, type and algorithm, so it can never be taken for a person's token or the other way round.
/// </summary>
static class ServiceToken
{
    public const string Scheme = "Service";

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    const string Type = "service+jwt";
    const string KeyId = "service";

    public static byte[] Key(TokensOptions options) => options.DeriveKey("service token v1");

    public static string Issue(byte[] key, string caller, string callee, DateTimeOffset now) =>
        CompactToken.Create(
            new()
            {
                TokenType = Type,
                Issuer = caller,
                Audience = callee,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
            },
            new SymmetricSecurityKey(key) { KeyId = KeyId },
            SecurityAlgorithms.HmacSha256
        );

    /// <summary>The caller's name and until when, if the token is for <paramref name="callee"/> and good at this time; otherwise null.</summary>
    public static async ValueTask<(string Caller, DateTimeOffset Until)?> VerifyAsync(
        byte[] key,
        string text,
        string callee,
        DateTimeOffset now
    )
    {
        if (CompactToken.KeyId(text) != KeyId)
            return null;
        var token = await CompactToken.VerifyAsync(text, new SymmetricSecurityKey(key) { KeyId = KeyId }, Rules(callee, now));
        return token is { Issuer.Length: > 0 } ? (token.Issuer, new(token.ValidTo)) : null;
    }

    static TokenValidationParameters Rules(string callee, DateTimeOffset now) =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            // Any service may call; which one it was is what the token tells.
            ValidateIssuer = false,
            ValidAudience = callee,
            // Nobody gives one for longer than a minute, whatever it says.
            LifetimeValidator = (_, until, _, _) =>
                until - now.UtcDateTime > -AccessToken.Skew && until - now.UtcDateTime <= Lifetime + AccessToken.Skew,
        };
}
