using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Running;

/// <summary>
/// Background work that begins before the first resource is started and ends with the system. (A hosted service would begin only once
/// everything has started.) An unexpected exception stops the system: it would go on unwatched otherwise.
/// </summary>
abstract partial class BackgroundSubscriber(IHostApplicationLifetime lifetime, ILogger log) : IDistributedApplicationEventingSubscriber
{
    protected ILogger Log => log;

    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext context,
        CancellationToken cancellationToken
    )
    {
        eventing.Subscribe<BeforeStartEvent>(
            (_, _) =>
            {
                _ = RunToEndAsync();
                return Task.CompletedTask;
            }
        );
        return Task.CompletedTask;
    }

    /// <param name="stop">The system stops, which is no failure.</param>
    protected abstract Task RunAsync(CancellationToken stop);

    async Task RunToEndAsync()
    {
        var stop = lifetime.ApplicationStopping;
        try
        {
            await RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The whole system stops.
        }
        catch (Exception e)
        {
            Failed(log, e, GetType().Name);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Name} failed; stopping the system")]
    static partial void Failed(ILogger log, Exception e, string name);
}
