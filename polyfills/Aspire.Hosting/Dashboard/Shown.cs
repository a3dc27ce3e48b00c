using Aspire.Hosting.Dashboard.Wire;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource in the dashboard's words.</summary>
static class Shown
{
    public static Wire.Resource From(ResourceEvent change, IServiceProvider services)
    {
        var snapshot = change.Snapshot;
        var running = snapshot.Is(KnownResourceStates.Running);
        var shown = new Wire.Resource
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            Uid = change.ResourceId,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? (running ? "success" : ""),
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
        };
        foreach (var (name, value, fromSpec) in snapshot.EnvironmentVariables.Where(e => e.Value is not null))
            shown.Environment.Add(
                new EnvironmentVariable
                {
                    Name = name,
                    Value = value,
                    IsFromSpec = fromSpec,
                }
            );
        foreach (var (name, value) in snapshot.Properties)
            shown.Properties.Add(new Property { Name = name, Value = From(value) });
        if (snapshot.ExitCode is { } code)
            shown.Properties.Add(new Property { Name = "resource.exitCode", Value = Value.ForNumber(code) });
        foreach (var (name, url, isInternal) in snapshot.Urls)
            shown.Urls.Add(
                new Url
                {
                    EndpointName = name ?? "",
                    FullUrl = url,
                    IsInternal = isInternal,
                    IsInactive = !running,
                    DisplayProperties = new(),
                }
            );
        foreach (var report in snapshot.HealthReports)
            shown.HealthReports.Add(From(report));
        foreach (var (name, type) in snapshot.Relationships)
            shown.Relationships.Add(new Relationship { ResourceName = name, Type = type });
        if (change.Resource.IsProcess())
            shown.Commands.Add(
                ResourceCommandService.CommandNames.Select(c => new Command
                {
                    Name = c.Key,
                    DisplayName = c.Value,
                    State = snapshot.HasEnded == (c.Key == KnownResourceCommands.StartCommand) ? CommandState.Enabled : CommandState.Hidden,
                })
            );
        foreach (var command in change.Resource.Annotations.OfType<CommandAnnotation>())
            shown.Commands.Add(
                new Command
                {
                    Name = command.Name,
                    DisplayName = command.DisplayName,
                    State = StateOf(command, snapshot, services),
                }
            );
        return shown;
    }

    static CommandState StateOf(CommandAnnotation command, CustomResourceSnapshot snapshot, IServiceProvider services) =>
        (
            command.Options.UpdateState?.Invoke(new() { ResourceSnapshot = snapshot, Services = services }) ?? ResourceCommandState.Enabled
        ) switch
        {
            ResourceCommandState.Enabled => CommandState.Enabled,
            ResourceCommandState.Disabled => CommandState.Disabled,
            ResourceCommandState.Hidden => CommandState.Hidden,
        };

    static Wire.HealthReport From(HealthReportSnapshot report)
    {
        var shown = new Wire.HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
        };
        if (report.Status is { } status)
            shown.Status = status switch
            {
                HealthStatus.Healthy => Judgement.Healthy,
                HealthStatus.Degraded => Judgement.Degraded,
                HealthStatus.Unhealthy => Judgement.Unhealthy,
            };
        return shown;
    }

    static Timestamp? Time(DateTime? time) => time is { } t ? Timestamp.FromDateTime(t) : null;

    static Value From(object? value) =>
        value switch
        {
            int number => Value.ForNumber(number),
            string[] list => Value.ForList([.. list.Select(Value.ForString)]),
            _ => Value.ForString(value?.ToString() ?? ""),
        };
}
