using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Auth.Data;
using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Keys;

/// <summary>
/// The keys that sign access tokens, as the table has them. A new one is made under a lock when the last is old; it signs from the time
/// its row says, which every instance and everyone who verifies has read well before.
/// </summary>
public sealed partial class SigningKeys(
    IServiceScopeFactory scopes,
    IOptions<TokensOptions> tokens,
    IOptions<KeyOptions> options,
    TimeProvider clock,
    ILogger<SigningKeys> log
)
{
    // Any number will do as long as nothing else in this database locks it.
    const long CreationLock = 0x5163_6E69_6E67;

    readonly KeyEncryptor encryptor = new(tokens.Value.DeriveKey("signing key v1"));
    volatile IReadOnlyList<SigningKey> known = [];

    /// <summary>The token as text, signed with the key whose turn it is.</summary>
    public async Task<string> SignAsync(AccessToken token, CancellationToken stop)
    {
        if (KeyRing.Signer(Mine(known), clock.GetUtcNow()) is not { } signer)
            signer = KeyRing.Signer(Mine(await RefreshAsync(stop)), clock.GetUtcNow())!;
        // An ECDsa object is not made for several threads; making one is cheap beside a signature.
        using var key = ECDsa.Create(Parameters(signer));
        return token.Sign(signer.Id, key);
    }

    /// <summary>Reads the table again and makes the next key when it is time.</summary>
    /// <returns>All keys, dead ones too, and at least one that signs.</returns>
    public async Task<IReadOnlyList<SigningKey>> RefreshAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        known = await ReadAsync(db, stop);
        if (IsDue(known))
            await AddAsync(db, IsDue, stop);
        return known;
    }

    /// <summary>The command <c>rotate</c>: the next key is made now, whatever the age of the last.</summary>
    public async Task RotateAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await AddAsync(scope.ServiceProvider.GetRequiredService<AuthDbContext>(), _ => true, stop);
    }

    static Task<List<SigningKey>> ReadAsync(AuthDbContext db, CancellationToken stop) =>
        db.SigningKeys.AsNoTracking().OrderBy(k => k.SignsFrom).ToListAsync(stop);

    async Task AddAsync(AuthDbContext db, Func<IReadOnlyList<SigningKey>, bool> isWanted, CancellationToken stop)
    {
        await using var work = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CreationLock})", stop);
        var keys = await ReadAsync(db, stop);
        if (isWanted(keys))
        {
            var now = clock.GetUtcNow();
            // Where nothing can sign, waiting would help nobody.
            var made = Create(now, KeyRing.Signer(Mine(keys), now) is null ? now : now + options.Value.Announce);
            db.SigningKeys.Add(made);
            await db.SaveChangesAsync(stop);
            keys.Add(made);
            Created(log, made.Id, made.SignsFrom);
        }
        await work.CommitAsync(stop);
        known = keys;
    }

    bool IsDue(IReadOnlyList<SigningKey> keys) => KeyRing.IsDue([.. Mine(keys)], clock.GetUtcNow(), options.Value.RotateAfter);

    /// <summary>Those this process can open. Others were sealed with another secret of the services: they verify but do not sign.</summary>
    IEnumerable<SigningKey> Mine(IReadOnlyList<SigningKey> keys) =>
        keys.Except(KeyRing.Expired(keys, clock.GetUtcNow())).Where(k => encryptor.Decrypt(k.Id, k.EncryptedPrivate) is not null);

    SigningKey Create(DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = pair.ExportParameters(includePrivateParameters: true);
        var id = Guid.CreateVersion7(now).ToString("N");
        return new()
        {
            Id = id,
            X = made.Q.X!,
            Y = made.Q.Y!,
            EncryptedPrivate = encryptor.Encrypt(id, made.D!),
            CreatedAt = now,
            SignsFrom = signsFrom,
        };
    }

    ECParameters Parameters(SigningKey key) =>
        new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.X, Y = key.Y },
            D = encryptor.Decrypt(key.Id, key.EncryptedPrivate),
        };

    [LoggerMessage(LogLevel.Information, "Signing key {KeyId} created, active from {SignsFrom:O}")]
    static partial void Created(ILogger log, string keyId, DateTimeOffset signsFrom);
}
