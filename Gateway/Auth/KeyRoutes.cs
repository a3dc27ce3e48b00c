using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Gateway.Http;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Auth;

/// <summary>/.well-known/jwks.json: the public keys of the access tokens.</summary>
static class KeyRoutes
{
    // Below the least time for which Auth announces a key before it signs.
    const int MaxAge = 60;

    public static void MapKeys(this WebApplication app) =>
        app.MapGet("/.well-known/jwks.json", Keys)
            .AllowAnonymous()
            .RequireRateLimiting(Limits.General)
            .WithTags("Accounts")
            .WithSummary("The public keys that verify access tokens (RFC 7517)")
            .WithDescription("A new key is here well before it signs, an old one until its last token is dead.")
            .ProducesProblem(503);

    static Ok<KeysJson> Keys(HttpContext http, TokenVerifier verifier)
    {
        if (!verifier.IsLoaded)
            throw new FaultException(Fault.Unavailable, "The system is starting. Try again shortly.")
            {
                RetryAfter = TimeSpan.FromSeconds(2),
            };
        http.Response.Headers.CacheControl = $"public, max-age={MaxAge}";
        return TypedResults.Ok(
            new KeysJson([
                .. verifier
                    .Keys.OrderBy(key => key.Key, StringComparer.Ordinal)
                    .Select(key => new KeyJson(
                        "EC",
                        "P-256",
                        AccessToken.Algorithm,
                        "sig",
                        key.Key,
                        Base64Url.EncodeToString(key.Value.Q.X),
                        Base64Url.EncodeToString(key.Value.Q.Y)
                    )),
            ])
        );
    }
}

/// <summary>A set of public keys, a JWKS.</summary>
/// <param name="Keys">Those in use, those that will be, and those of which a token may be alive.</param>
public sealed partial record KeysJson(IReadOnlyList<KeyJson> Keys);

/// <summary>A public key, a JWK.</summary>
/// <param name="Kty">"EC".</param>
/// <param name="Crv">"P-256".</param>
/// <param name="Alg">"ES256".</param>
/// <param name="Use">"sig".</param>
/// <param name="Kid">What a token's header names it by.</param>
/// <param name="X">First coordinate of the point, base64url.</param>
/// <param name="Y">The second one.</param>
public sealed record KeyJson(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);
