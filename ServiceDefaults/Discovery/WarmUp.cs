using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.ServiceDefaults.Discovery;

/// <summary>How a service says what to warm up.</summary>
public static class WarmUpExtensions
{
    /// <summary>Adds something to do before an instance that joins others registers. It must change nothing: see <see cref="WarmUpCalls"/>.</summary>
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder, Func<IServiceProvider, CancellationToken, Task> run)
    {
        builder.Services.AddKeyedSingleton(WarmUps.Key, run);
        return builder;
    }
}

/// <summary>
/// On a busy machine the first call of its kind takes a new process longer than callers wait, and a write is not tried elsewhere. So an
/// instance that joins others makes its first calls itself.
/// </summary>
sealed partial class WarmUps(
    [FromKeyedServices(WarmUps.Key)] IEnumerable<Func<IServiceProvider, CancellationToken, Task>> all,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<WarmUps> log
)
{
    /// <summary>Under which whoever cannot see this class registers its functions.</summary>
    public const string Key = "warm-up";

    /// <summary>Then it registers, warm or not.</summary>
    static readonly TimeSpan WarmUpTimeout = TimeSpan.FromSeconds(30);

    /// <param name="grpc">Where this process speaks gRPC, if it does.</param>
    /// <param name="stop">It is told to stop.</param>
    public async Task RunAsync(Uri? grpc, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(WarmUpTimeout);
        foreach (var run in all.Append((_, token) => CallAsync(grpc, token)))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await run(scope.ServiceProvider, limit.Token);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // Whatever is wrong, the calls that follow will say so better.
                Failed(e.Message);
            }
        Ended(clock.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Through its own door: the listener, HTTP/2 and gRPC.</summary>
    static async Task CallAsync(Uri? grpc, CancellationToken stop)
    {
        if (grpc is null)
            return;
        using var channel = GrpcChannel.ForAddress(grpc);
        await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new(), cancellationToken: stop);
    }

    [LoggerMessage(LogLevel.Warning, "Warm-up failed; registering anyway: {Reason}")]
    partial void Failed(string reason);

    [LoggerMessage(LogLevel.Information, "Warm-up took {Seconds:F1} s")]
    partial void Ended(double seconds);
}
