using Social.ServiceDefaults;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Gateway.Operations;

/// <summary>How everything is, asked when somebody wants to know. Anybody may, so all who ask at the same time share one look.</summary>
sealed class StatusBoard(InstanceProber prober, TimeProvider clock, IHostEnvironment environment, IHostApplicationLifetime life)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    Task<StatusJson>? latest;
    long begun;

    /// <summary>What was seen by a look that began half a second ago at most, or is not over yet.</summary>
    public Task<StatusJson> LookAsync(CancellationToken stop)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetElapsedTime(begun) > Fresh))
                (latest, begun) = (LookAnewAsync(), clock.GetTimestamp());
            // One who goes away does not end it for the others.
            return latest.WaitAsync(stop);
        }
    }

    async Task<StatusJson> LookAnewAsync()
    {
        // One that was told to stop still serves for a while.
        var stop = life.ApplicationStopped;
        var services = prober.Services.Order(StringComparer.Ordinal).Select(service => LookAtAsync(service, stop)).ToList();
        var peers = prober.PeersAsync(Names.Gateway, stop);
        InstanceReport[] gateways = [await prober.SelfAsync(stop), .. await peers];
        return new([new(Names.Gateway, [.. gateways.Select(Describe)]), .. await Task.WhenAll(services)]);
    }

    async Task<ServiceStatusJson> LookAtAsync(string service, CancellationToken stop) =>
        new(service, [.. (await prober.ProbeAsync(service, stop)).Select(Describe)]);

    InstanceJson Describe(InstanceReport instance) =>
        new(
            instance.Id,
            // Where things are is nobody's business but the engineers'.
            environment.IsDevelopment()
                ? instance.Address?.GetLeftPart(UriPartial.Authority)
                : null,
            instance.Version,
            instance.State switch
            {
                Condition.Ready => "ready",
                Condition.Degraded => "degraded",
                Condition.Unready => "unready",
                Condition.Unreachable => "away",
            },
            instance.Load,
            instance.StartedAt,
            // No caller keeps a record of a configured address.
            instance.Breaker switch
            {
                BreakerState.Closed => "closed",
                BreakerState.Open => "open",
                BreakerState.HalfOpen => "halfOpen",
                null => null,
            }
        );
}
