using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.Contracts;

namespace Social.ServiceDefaults;

/// <summary>Where a process learns what to trust: over gRPC from Auth, and in Auth itself from its own database.</summary>
public interface ITrustSource
{
    Task<TrustView> GetAsync(CancellationToken stop);
}

/// <summary>
/// The keys that verify access tokens and the sessions that ended. Asked for every 2 s; the last answer stays in force while Auth is
/// away, so an outage there logs nobody out.
/// </summary>
sealed partial class TrustStore(ITrustSource source, TimeProvider clock, ILogger<TrustStore> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile Trust? current;

    sealed record Trust(FrozenDictionary<string, ECParameters> Keys, FrozenSet<Guid> Revoked);

    /// <summary>False until Auth answered once: then no token can be judged, which is not the caller's mistake.</summary>
    public bool IsLoaded => current is not null;

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<string, ECParameters> Keys => current?.Keys ?? FrozenDictionary<string, ECParameters>.Empty;

    public bool IsRevoked(Guid session) => current?.Revoked.Contains(session) == true;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        // The doors open after this: a wait spares the first callers a 503; Auth being away must not keep a service from starting.
        await Task.WhenAny(first.Task, Task.Delay(FirstWait, clock, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                current = Read(await source.GetAsync(stoppingToken));
                first.TrySetResult();
                if (failing)
                    Back(log);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once, not every two seconds of an outage.
                if (!failing)
                    Away(log, e.GetBaseException().Message);
                failing = true;
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    static Trust Read(TrustView view) =>
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

    [LoggerMessage(LogLevel.Warning, "Auth does not answer; the last known keys and ended sessions stay in force ({Reason})")]
    static partial void Away(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Auth answers again")]
    static partial void Back(ILogger log);
}
