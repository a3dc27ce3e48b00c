using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Social.ServiceDefaults.Authentication;

/// <summary>Tells who stands behind a token, for gRPC calls and the gateway's requests alike.</summary>
public sealed class TokenVerifier
{
    readonly VerifiedTokens verified = new();
    readonly SigningKeyCache keyCache;
    readonly TimeProvider clock;
    readonly byte[] key;
    readonly string me;

    internal TokenVerifier(SigningKeyCache keyCache, IOptions<TokensOptions> options, IHostEnvironment environment, TimeProvider clock)
    {
        (this.keyCache, this.clock) = (keyCache, clock);
        key = ServiceToken.Key(options.Value);
        me = Names.GetServiceName(environment);
    }

    /// <summary>False while this process has not yet learned which keys to keyCache.</summary>
    public bool IsLoaded => keyCache.IsLoaded;

    /// <summary>The public keys that this process trusts, by id.</summary>
    public IReadOnlyDictionary<string, ECParameters> Keys => keyCache.Keys;

    /// <summary>The sessions that ended within an access token's lifetime, as far as this process has heard.</summary>
    public IReadOnlyCollection<Guid> RevokedSessions => keyCache.Revoked;

    /// <summary>The person of an access token; null when it is not valid now.</summary>
    public async ValueTask<ClaimsPrincipal?> AuthenticateUserAsync(string token) => (await VerifyUserAsync(token))?.Caller;

    /// <summary>An access token that is kept, to be asked about by <see cref="IsValid"/>; null when it is not valid now.</summary>
    public ValueTask<VerifiedToken?> VerifyUserAsync(string token) => FindAsync(TokenHandler.Bearer, token);

    /// <summary>Whether it has neither expired nor been revoked. It costs next to nothing.</summary>
    public bool IsValid(VerifiedToken token) => clock.GetUtcNow() < token.Until + AccessToken.Skew && !keyCache.IsRevoked(token.Session);

    /// <summary>The process of a service token made for this one; null when it is not valid now.</summary>
    public async ValueTask<ClaimsPrincipal?> AuthenticateServiceAsync(string token) =>
        (await FindAsync(ServiceToken.Scheme, token))?.Caller;

    async ValueTask<VerifiedToken?> FindAsync(string scheme, string token)
    {
        // With the scheme, so that what was remembered under one is never found under the other.
        var hash = VerifiedTokens.Hash.Compute($"{scheme} {token}");
        var now = clock.GetUtcNow();
        if (verified.Find(hash) is not { } entry)
        {
            var found = scheme == ServiceToken.Scheme ? await ReadServiceAsync(token, now) : await ReadUserAsync(token, now);
            if (found is null)
                return null;
            verified.Remember(hash, entry = found);
        }
        if (IsValid(entry))
            return entry;
        verified.Forget(hash);
        return null;
    }

    async ValueTask<VerifiedToken?> ReadUserAsync(string text, DateTimeOffset now) =>
        await AccessToken.VerifyAsync(text, keyCache.Keys, now) is { } token
            ? new(
                Principal(
                    TokenHandler.Bearer,
                    new(Caller.Subject, token.UserId.ToString()),
                    new(Caller.Session, token.SessionId.ToString())
                ),
                token.ExpiresAt,
                token.SessionId
            )
            : null;

    async ValueTask<VerifiedToken?> ReadServiceAsync(string text, DateTimeOffset now) =>
        await ServiceToken.VerifyAsync(key, text, me, now) is { } token
            ? new(Principal(ServiceToken.Scheme, new Claim(Caller.Service, token.Caller)), token.Until, Session: Guid.Empty)
            : null;

    static ClaimsPrincipal Principal(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme));
}
