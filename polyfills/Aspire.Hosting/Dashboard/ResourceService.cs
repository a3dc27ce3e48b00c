using Aspire.Hosting.Dashboard.Wire;
using Grpc.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells the dashboard of the resources, their changes and their output as they come, and carries out its commands.</summary>
sealed class ResourceService(
    DistributedApplicationOptions options,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IServiceProvider services
) : DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformation> GetApplicationInformation(
        ApplicationInformationRequest request,
        ServerCallContext context
    ) => Task.FromResult(new ApplicationInformation { ApplicationName = options.DashboardApplicationName ?? "Social" });

    /// <summary>Nothing at first, and then a change for everything there is, which is what the stream of changes begins with.</summary>
    public override async Task WatchResources(
        WatchResourcesRequest request,
        IServerStreamWriter<ResourcesUpdate> responseStream,
        ServerCallContext context
    )
    {
        await responseStream.WriteAsync(new() { InitialData = new() });
        await UntilGone(
            context,
            async stop =>
            {
                await foreach (var change in notifications.WatchAsync(stop))
                    await responseStream.WriteAsync(
                        new() { Changes = new() { Value = { new ResourceChange { Upsert = Shown.From(change, services) } } } },
                        stop
                    );
            }
        );
    }

    public override Task WatchResourceConsoleLogs(
        ConsoleLogsRequest request,
        IServerStreamWriter<ConsoleLogs> responseStream,
        ServerCallContext context
    ) =>
        UntilGone(
            context,
            async stop =>
            {
                var source = request.SuppressFollow ? logs.GetAllAsync(request.ResourceName) : logs.WatchAsync(request.ResourceName);
                await foreach (var lines in source.WithCancellation(stop))
                // A whole backlog might be more than one message may hold.
                foreach (var chunk in lines.Chunk(500))
                {
                    var some = new ConsoleLogs();
                    foreach (var (number, text, error) in chunk)
                        some.LogLines.Add(
                            new ConsoleLine
                            {
                                Text = text,
                                IsStdErr = error,
                                LineNumber = number,
                            }
                        );
                    await responseStream.WriteAsync(some, stop);
                }
            }
        );

    public override async Task<CommandResponse> ExecuteResourceCommand(CommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken);
        return new() { Kind = result.Success ? CommandOutcome.Succeeded : CommandOutcome.Failed, ErrorMessage = result.Message ?? "" };
    }

    /// <summary>There is nothing to ask the person about, so the stream stays open and silent.</summary>
    public override Task WatchInteractions(
        IAsyncStreamReader<Interaction> requestStream,
        IServerStreamWriter<Interaction> responseStream,
        ServerCallContext context
    ) => UntilGone(context, stop => Task.Delay(Timeout.Infinite, stop));

    static async Task UntilGone(ServerCallContext context, Func<CancellationToken, Task> write)
    {
        try
        {
            await write(context.CancellationToken);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested) { }
    }
}
