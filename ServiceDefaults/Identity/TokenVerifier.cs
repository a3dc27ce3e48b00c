using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Social.ServiceDefaults;

/// <summary>Tells who stands behind a token, for gRPC calls and the gateway's requests alike.</summary>
public sealed class TokenVerifier
{
    readonly VerifiedTokens verified = new();
    readonly TrustStore trust;
    readonly TimeProvider clock;
    readonly byte[] key;
    readonly string me;

    internal TokenVerifier(TrustStore trust, IOptions<TokensOptions> options, IHostEnvironment environment, TimeProvider clock)
    {
        (this.trust, this.clock) = (trust, clock);
        key = ServiceToken.Key(options.Value);
        me = Names.Of(environment);
    }

    /// <summary>False while this process has not yet learned which keys to trust.</summary>
    public bool CanJudge => trust.IsLoaded;

    /// <summary>The public keys that this process trusts, by id.</summary>
    public IReadOnlyDictionary<string, ECParameters> Keys => trust.Keys;

    /// <summary>The person of an access token; null when it is not valid now.</summary>
    public ClaimsPrincipal? Person(string token)
    {
        var hash = VerifiedTokens.Hash.Of(token);
        var now = clock.GetUtcNow();
        if (verified.Find(hash) is not { } entry)
        {
            if (AccessToken.Verify(token, trust.Keys, now) is not { } access)
                return null;
            entry = new(access, PersonOf(access));
            verified.Remember(hash, entry);
        }
        if (now < entry.Token.ExpiresAt + AccessToken.Skew && !trust.IsRevoked(entry.Token.SessionId))
            return entry.Person;
        verified.Forget(hash);
        return null;
    }

    /// <summary>The process of a service token made for this one; null when it is not valid now.</summary>
    public ClaimsPrincipal? Service(string token) =>
        ServiceToken.Verify(key, token, me, clock.GetUtcNow()) is { } caller
            ? new(new ClaimsIdentity([new Claim(Caller.Service, caller)], ServiceToken.Scheme))
            : null;

    static ClaimsPrincipal PersonOf(AccessToken token) =>
        new(
            new ClaimsIdentity(
                [new Claim(Caller.Subject, token.UserId.ToString()), new Claim(Caller.Session, token.SessionId.ToString())],
                TokenHandler.Bearer
            )
        );
}
