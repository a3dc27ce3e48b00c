using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Diagnostics;
using StackExchange.Redis;
using IServer = Microsoft.AspNetCore.Hosting.Server.IServer;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// Keeps this process registered while it serves. It registers once it is ready. When it stops, it deregisters first and then keeps
/// serving for a while, so that callers with a stale directory are still answered. While its database does not answer it leaves the work
/// to the others of its kind, if there are any.
/// </summary>
sealed partial class RegistrationHeartbeat(
    RegistryStore registry,
    IServer server,
    IHostEnvironment environment,
    IOptions<RegistryOptions> options,
    InstanceInfo self,
    Readiness readiness,
    SigningKeyCache keyCache,
    WarmUps warmUps,
    TimeProvider clock,
    ILogger<RegistrationHeartbeat> log
) : BackgroundService, IHostedLifecycleService
{
    /// <summary>So many checks in a row have to fail: one that is late on a busy machine is no outage.</summary>
    const int MaxFailedChecks = 2;

    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    readonly string name = Names.GetServiceName(environment);
    readonly string id = self.Id;
    readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource leaving = new();
    Task renewing = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        listening.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Before the server stops accepting connections.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await leaving.CancelAsync();
        await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await registry.RemoveAsync(name, id, cancellationToken);
            var left = clock.GetTimestamp();
            // The last of its kind need not wait: there is nobody whom callers could turn to meanwhile.
            while (clock.GetElapsedTime(left) < options.Value.Linger && (await registry.ListAsync(name, cancellationToken)).Count > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellationToken);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or JsonException or OperationCanceledException)
        {
            DeregistrationFailed(e.Message);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        leaving.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await listening.Task.WaitAsync(stoppingToken);
        await (renewing = KeepRegisteredAsync(leaving.Token));
    }

    async Task KeepRegisteredAsync(CancellationToken stop)
    {
        using (var timer = new PeriodicTimer(PollInterval, clock))
            while (!await IsReadyAsync(stop))
                if (!await NextAsync(timer, stop))
                    return;
        var addresses = OwnAddress.GetAll(server, options.Value.Host);
        // The first of its kind is needed at once; whoever joins others is not.
        if (await HasOthersAsync(stop))
            await warmUps.RunAsync(addresses.ElementAtOrDefault(1), stop);
        await RenewAsync(addresses, stop);
    }

    async Task<bool> HasOthersAsync(CancellationToken stop)
    {
        try
        {
            return (await registry.ListAsync(name, stop)).Any(instance => instance.Id != id);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // The registry does not answer: without others to join there is nothing to warm up for.
            return false;
        }
    }

    /// <summary>Its database answers, and it can tell who is calling. Until then it is found by configured addresses alone.</summary>
    async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            return keyCache.IsLoaded && await readiness.CheckAsync(stop) != HealthStatus.Unhealthy;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    async Task RenewAsync(IReadOnlyList<Uri> addresses, CancellationToken stop)
    {
        var outage = new Outage();
        var (check, failed, away) = (Task.FromResult(true), 0, false);
        using var timer = new PeriodicTimer(options.Value.Heartbeat, clock);
        do
        {
            // Beside the heartbeat, which is not to wait for a database that hangs.
            if (check.IsCompleted)
            {
                failed = await check ? 0 : failed + 1;
                check = IsReadyAsync(stop);
            }
            try
            {
                if (failed >= MaxFailedChecks && await HasOthersAsync(stop))
                {
                    await registry.RemoveAsync(name, id, stop);
                    if (!away)
                        LeftTheWork();
                    away = true;
                }
                else
                {
                    var grpc = addresses.ElementAtOrDefault(1);
                    await registry.PutAsync(name, new(id, addresses[0], grpc, self.Version, self.Load, self.StartedAt), stop);
                    away = false;
                }
                if (outage.End())
                    RegistrationRecovered();
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                if (outage.Begin())
                    RegistrationFailed(e.Message);
            }
        } while (await NextAsync(timer, stop));
    }

    /// <summary>False when it is time to leave, which is no error.</summary>
    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Registration failed; callers fall back to configured addresses: {Reason}")]
    partial void RegistrationFailed(string reason);

    [LoggerMessage(LogLevel.Information, "Registration succeeded again")]
    partial void RegistrationRecovered();

    [LoggerMessage(LogLevel.Warning, "Not ready: other instances are called until this one is ready again")]
    partial void LeftTheWork();

    [LoggerMessage(LogLevel.Information, "Deregistration failed: {Reason}")]
    partial void DeregistrationFailed(string reason);
}
