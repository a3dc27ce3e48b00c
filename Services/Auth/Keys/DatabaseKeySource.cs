using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Keys;

/// <summary>Signing keys and revoked sessions from the database: for this process and for those that ask it.</summary>
public sealed class DatabaseKeySource(IServiceScopeFactory scopes, SigningKeys keys, TimeProvider clock) : IKeySource
{
    public async Task<TrustView> GetAsync(CancellationToken stop)
    {
        // Keys first: one that waits for its time is announced by this very answer.
        var all = await keys.RefreshAsync(stop);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        var now = clock.GetUtcNow();
        var since = now - EndedSession.Memory;
        var ended = await db.EndedSessions.AsNoTracking().Where(s => s.EndedAt > since).ToListAsync(stop);
        return new()
        {
            Keys =
            {
                all.Except(KeyRing.Expired(all, now))
                    .Select(key => new VerificationKey
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
                    Until = (session.EndedAt + EndedSession.Memory).ToTimestamp(),
                }),
            },
        };
    }
}
