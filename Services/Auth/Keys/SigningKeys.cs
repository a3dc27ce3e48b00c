using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Auth.Data;
using Social.ServiceDefaults;

namespace Social.Auth.Keys;

/// <summary>The key that signs access tokens: the newest this process can open, made under a lock when there is none.</summary>
public sealed partial class SigningKeys(
    IServiceScopeFactory scopes,
    IOptions<TokensOptions> options,
    TimeProvider clock,
    ILogger<SigningKeys> log
)
{
    // Any number will do as long as nothing else in this database locks it.
    const long CreationLock = 0x5163_6E69_6E67;

    readonly KeySeal seal = new(options.Value.DeriveKey("signing key v1"));
    volatile Loaded? current;

    sealed record Loaded(string Id, ECParameters Key);

    /// <summary>The token as text.</summary>
    public async Task<string> SignAsync(AccessToken token, CancellationToken stop)
    {
        var (id, parameters) = current ??= await LoadAsync(stop);
        // An ECDsa object is not made for several threads; making one is cheap beside a signature.
        using var key = ECDsa.Create(parameters);
        return token.Sign(id, key);
    }

    /// <summary>Makes sure that there is a key, so that whoever asks for trust before the first log-in learns it.</summary>
    public async Task EnsureAsync(CancellationToken stop) => current ??= await LoadAsync(stop);

    async Task<Loaded> LoadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        if (await FindAsync(db, stop) is { } found)
            return found;
        await using var work = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CreationLock})", stop);
        var key = await FindAsync(db, stop) ?? Create(db);
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return key;
    }

    async Task<Loaded?> FindAsync(AuthDbContext db, CancellationToken stop)
    {
        foreach (var row in await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(stop))
        {
            if (seal.Open(row.Id, row.SealedPrivate) is { } secret)
                return new(row.Id, Parameters(row.X, row.Y, secret));
            SealedOtherwise(log, row.Id);
        }
        return null;
    }

    Loaded Create(AuthDbContext db)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = pair.ExportParameters(includePrivateParameters: true);
        var id = Guid.CreateVersion7().ToString("N");
        db.SigningKeys.Add(
            new()
            {
                Id = id,
                X = made.Q.X!,
                Y = made.Q.Y!,
                SealedPrivate = seal.Close(id, made.D!),
                CreatedAt = clock.GetUtcNow(),
            }
        );
        Created(log, id);
        return new(id, Parameters(made.Q.X!, made.Q.Y!, made.D!));
    }

    static ECParameters Parameters(byte[] x, byte[] y, byte[] d) =>
        new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = x, Y = y },
            D = d,
        };

    [LoggerMessage(LogLevel.Information, "Made signing key {KeyId}")]
    static partial void Created(ILogger log, string keyId);

    [LoggerMessage(LogLevel.Warning, "Signing key {KeyId} was sealed with another Tokens:ServiceSecret; it can verify but not sign")]
    static partial void SealedOtherwise(ILogger log, string keyId);
}
