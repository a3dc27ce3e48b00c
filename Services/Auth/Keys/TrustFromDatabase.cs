using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Auth.Keys;

/// <summary>What everyone shall trust, as the database has it: for this process itself and for those that ask it.</summary>
public sealed class TrustFromDatabase(IServiceScopeFactory scopes, SigningKeys keys, TimeProvider clock) : ITrustSource
{
    public async Task<TrustView> GetAsync(CancellationToken stop)
    {
        await keys.EnsureAsync(stop);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        // A token made just before the end of its session lives this long; clocks may differ on both sides.
        var alive = AccessToken.Lifetime + (2 * AccessToken.Skew);
        var since = clock.GetUtcNow() - alive;
        var verifying = await db.SigningKeys.AsNoTracking().ToListAsync(stop);
        var ended = await db
            .Sessions.Where(s => s.RevokedAt > since)
            .Select(s => new { s.Id, RevokedAt = s.RevokedAt!.Value })
            .ToListAsync(stop);
        return new()
        {
            Keys =
            {
                verifying.Select(key => new VerificationKey
                {
                    Id = key.Id,
                    X = ByteString.CopyFrom(key.X),
                    Y = ByteString.CopyFrom(key.Y),
                }),
            },
            Revoked =
            {
                ended.Select(session => new RevokedSession
                {
                    SessionId = session.Id.ToString(),
                    Until = (session.RevokedAt + alive).ToTimestamp(),
                }),
            },
        };
    }
}
