using System.Collections.Frozen;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.ServiceDefaults.Diagnostics;

namespace Social.ServiceDefaults.Authentication;

/// <summary>Source of the signing keys and revoked sessions: Auth over gRPC, and in Auth itself its own database.</summary>
public interface IKeySource
{
    Task<TrustView> GetAsync(CancellationToken stop);
}

/// <summary>
/// The keys that verify access tokens and the sessions that ended. Asked for every 2 s; the last answer stays in force while Auth is
/// unavailable, so an outage there logs nobody out.
/// </summary>
sealed partial class SigningKeyCache(IKeySource source, TimeProvider clock, ILogger<SigningKeyCache> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Outage outage = new();
    volatile KeySnapshot? current;

    sealed record KeySnapshot(FrozenDictionary<string, ECParameters> Keys, FrozenSet<Guid> Revoked);

    /// <summary>False until Auth answered once: then no token can be validated, which is not the caller's mistake.</summary>
    public bool IsLoaded => current is not null;

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<string, ECParameters> Keys => current?.Keys ?? FrozenDictionary<string, ECParameters>.Empty;

    public IReadOnlyCollection<Guid> Revoked => current?.Revoked ?? FrozenSet<Guid>.Empty;

    public bool IsRevoked(Guid session) => current?.Revoked.Contains(session) == true;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        // The server accepts calls after this: waiting spares the first callers a 503; an unavailable Auth must not keep a service from starting.
        await Task.WhenAny(first.Task, Task.Delay(FirstWait, clock, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                current = Read(await source.GetAsync(stoppingToken));
                first.TrySetResult();
                if (outage.End())
                    RefreshRecovered(log);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.Begin())
                    RefreshFailed(log, e.GetBaseException().Message);
            }
            catch (RpcException) when (stoppingToken.IsCancellationRequested)
            {
                // A call that is cancelled fails by its status; the host would take it for a crash.
                return;
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    static KeySnapshot Read(TrustView view) =>
        new(
            view.Keys.ToFrozenDictionary(
                key => key.Id,
                key => new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = key.X.ToByteArray(), Y = key.Y.ToByteArray() },
                }
            ),
            view.Revoked.Select(session => Guid.Parse(session.SessionId)).ToFrozenSet()
        );

    [LoggerMessage(LogLevel.Warning, "Refreshing signing keys failed; the cached keys and revoked sessions stay in force: {Reason}")]
    static partial void RefreshFailed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Refreshing signing keys succeeded again")]
    static partial void RefreshRecovered(ILogger log);
}
