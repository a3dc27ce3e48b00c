using System.Security.Cryptography;
using Google.Protobuf;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>What Auth would say: one key, and the sessions that ended.</summary>
sealed class Keys : IKeySource, IDisposable
{
    public const string Id = "key-1";

    readonly HashSet<Guid> revoked = [];

    public ECDsa Pair { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Revoke(Guid session)
    {
        lock (revoked)
            revoked.Add(session);
    }

    public Task<TrustView> GetAsync(CancellationToken stop)
    {
        var q = Pair.ExportParameters(false).Q;
        var view = new TrustView
        {
            Keys =
            {
                new VerificationKey
                {
                    Id = Id,
                    X = ByteString.CopyFrom(q.X),
                    Y = ByteString.CopyFrom(q.Y),
                },
            },
        };
        lock (revoked)
            view.Revoked.AddRange(revoked.Select(session => new RevokedSession { SessionId = session.ToString() }));
        return Task.FromResult(view);
    }

    /// <summary>A good access token of this person.</summary>
    public string Token(Guid user, Guid session)
    {
        var now = DateTimeOffset.UtcNow;
        return new AccessToken(user, session, now, now + AccessToken.Lifetime).Sign(Id, Pair);
    }

    public void Dispose() => Pair.Dispose();
}
