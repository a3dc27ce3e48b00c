using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Wire;
using Aspire.Hosting.Running;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Resource = Aspire.Hosting.Dashboard.Wire.Resource;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells the dashboard of the resources, their changes and their output as they come, and carries out its commands.</summary>
sealed class ResourceService(
    ApplicationFacts application,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands
) : DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformation> GetApplicationInformation(
        ApplicationInformationRequest request,
        ServerCallContext context
    ) => Task.FromResult(new ApplicationInformation { ApplicationName = application.Name });

    public override async Task WatchResources(
        WatchResourcesRequest request,
        IServerStreamWriter<ResourcesUpdate> responseStream,
        ServerCallContext context
    )
    {
        var known = model
            .Resources.SelectMany(r => r.InstanceIds())
            .Select(id => notifications.TryGetCurrentState(id, out var e) ? e : null);
        var first = new InitialResources { Resources = { known.OfType<ResourceEvent>().Select(Shown) } };
        first.ResourceTypes.Add(first.Resources.Select(r => r.ResourceType).Distinct().Select(t => new ResourceType { UniqueName = t }));
        await responseStream.WriteAsync(new() { InitialData = first });
        await UntilGone(
            context,
            async stop =>
            {
                await foreach (var change in notifications.WatchAsync(stop))
                    await responseStream.WriteAsync(
                        new() { Changes = new() { Value = { new ResourceChange { Upsert = Shown(change) } } } },
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
                    await responseStream.WriteAsync(
                        new()
                        {
                            LogLines =
                            {
                                lines.Select(l => new ConsoleLine
                                {
                                    Text = l.Content,
                                    IsStdErr = l.IsErrorMessage,
                                    LineNumber = l.LineNumber,
                                }),
                            },
                        },
                        stop
                    );
            }
        );

    public override async Task<CommandResponse> ExecuteResourceCommand(CommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken);
        var answer = new CommandResponse
        {
            Kind =
                result.Success ? CommandOutcome.Succeeded
                : result.Canceled ? CommandOutcome.Cancelled
                : CommandOutcome.Failed,
        };
        if (result is { Success: false, Message: { } why })
            answer.ErrorMessage = why;
        return answer;
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
        catch (OperationCanceledException) { }
    }

    static Resource Shown(ResourceEvent change)
    {
        var (snapshot, text) = (change.Snapshot, change.Snapshot.State?.Text);
        var shown = new Resource
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            Uid = change.ResourceId,
            StateStyle = snapshot.State?.Style ?? (text == KnownResourceStates.Running ? KnownResourceStateStyles.Success : ""),
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
        };
        if (text is not null)
            shown.State = text;
        shown.Environment.Add(
            snapshot
                .EnvironmentVariables.Where(e => e.Value is not null)
                .Select(e => new EnvironmentVariable
                {
                    Name = e.Name,
                    Value = e.Value,
                    IsFromSpec = e.IsFromSpec,
                })
        );
        shown.Properties.Add(
            snapshot.Properties.Select(p => new Property
            {
                Name = p.Name,
                Value = Value(p.Value),
                IsSensitive = p.IsSensitive,
            })
        );
        if (snapshot.ExitCode is { } code)
            shown.Properties.Add(new Property { Name = "resource.exitCode", Value = Google.Protobuf.WellKnownTypes.Value.ForNumber(code) });
        shown.Urls.Add(
            snapshot.Urls.Select(u =>
            {
                var url = new Url
                {
                    FullUrl = u.Url,
                    IsInternal = u.IsInternal,
                    IsInactive = text != KnownResourceStates.Running,
                    DisplayProperties = new() { DisplayName = u.DisplayProperties.DisplayName, SortOrder = u.DisplayProperties.SortOrder },
                };
                if (u.Name is not null)
                    url.EndpointName = u.Name;
                return url;
            })
        );
        shown.HealthReports.Add(snapshot.HealthReports.Select(Shown));
        shown.Relationships.Add(snapshot.Relationships.Select(r => new Relationship { ResourceName = r.ResourceName, Type = r.Type }));
        shown.Commands.Add(change.Resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => Shown(c, text)));
        return shown;
    }

    static HealthReport Shown(HealthReportSnapshot report)
    {
        var shown = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
            shown.Status = status switch
            {
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy => Judgement.Healthy,
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded => Judgement.Degraded,
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy => Judgement.Unhealthy,
            };
        return shown;
    }

    static Command Shown(ResourceCommandAnnotation command, string? state)
    {
        var stopped = state is null || state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);
        var known =
            command.Name == KnownResourceCommands.StartCommand
            || command.Name == KnownResourceCommands.StopCommand
            || command.Name == KnownResourceCommands.RestartCommand;
        var shown = new Command
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.Options.IsHighlighted,
            State = known && stopped != (command.Name == KnownResourceCommands.StartCommand) ? CommandState.Hidden : CommandState.Enabled,
        };
        if (command.Options.Description is { } description)
            shown.DisplayDescription = description;
        if (command.Options.ConfirmationMessage is { } question)
            shown.ConfirmationMessage = question;
        return shown;
    }

    static Timestamp? Time(DateTime? time) => time is { } t ? Timestamp.FromDateTime(t) : null;

    static Value Value(object? value) =>
        value switch
        {
            null => Google.Protobuf.WellKnownTypes.Value.ForNull(),
            int number => Google.Protobuf.WellKnownTypes.Value.ForNumber(number),
            bool flag => Google.Protobuf.WellKnownTypes.Value.ForBool(flag),
            IEnumerable<string> list => Google.Protobuf.WellKnownTypes.Value.ForList([
                .. list.Select(Google.Protobuf.WellKnownTypes.Value.ForString),
            ]),
            _ => Google.Protobuf.WellKnownTypes.Value.ForString(value.ToString()),
        };
}
