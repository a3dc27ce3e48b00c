using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Commands;

/// <summary>Commands on the dashboard that run a service's program with an argument instead of serving.</summary>
public static partial class ServiceCommands
{
    /// <summary>Publishes the current state again as events, so that others can rebuild what they derive from it.</summary>
    public static IResourceBuilder<ProjectResource> WithRepublishCommand(this IResourceBuilder<ProjectResource> service) =>
        service.WithProgramCommand(
            "republish",
            "Republish current state",
            "Publishes the whole current state again as events, from which other services rebuild their copies.",
            "ArrowSyncCircle"
        );

    /// <summary>Applies dead-lettered events again.</summary>
    public static IResourceBuilder<ProjectResource> WithRedriveCommand(this IResourceBuilder<ProjectResource> service) =>
        service.WithProgramCommand(
            "redrive",
            "Redrive dead letters",
            "Applies the events again that this service's handlers could not apply before.",
            "ArrowRepeatAll"
        );

    /// <summary>Makes everybody's reputation anew from votes and acceptances.</summary>
    public static IResourceBuilder<ProjectResource> WithReputationCommand(this IResourceBuilder<ProjectResource> service) =>
        service.WithProgramCommand(
            "rebuild-reputation",
            "Rebuild reputation",
            "Makes everybody's reputation anew from the votes and acceptances there are.",
            "ArrowCounterclockwise"
        );

    static IResourceBuilder<ProjectResource> WithProgramCommand(
        this IResourceBuilder<ProjectResource> service,
        string argument,
        string title,
        string description,
        string icon
    ) =>
        service.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? service
            : service.WithCommand(
                argument,
                title,
                context => RunAsync(service.Resource, argument, context),
                new()
                {
                    Description = description,
                    IconName = icon,
                    UpdateState = context =>
                        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                            ? ResourceCommandState.Enabled
                            : ResourceCommandState.Disabled,
                }
            );

    /// <summary>With the environment of the running instance; what the program prints becomes part of the service's log.</summary>
    static async Task<ExecuteCommandResult> RunAsync(ProjectResource service, string argument, ExecuteCommandContext context)
    {
        var states = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!states.TryGetCurrentState(context.ResourceName, out var now))
            return CommandResults.Failure("It does not run.");
        var project = service.GetProjectMetadata().ProjectPath;
        var start = new ProcessStartInfo(LocalProgram.ProgramOf(project), [argument])
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in now.Snapshot.EnvironmentVariables)
            start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        try
        {
            var output = ForwardAsync(process.StandardOutput, context);
            var errors = ForwardAsync(process.StandardError, context);
            var last = await output;
            var error = await errors;
            await process.WaitForExitAsync(context.CancellationToken);
            return process.ExitCode == 0
                ? CommandResults.Success(last ?? "Done.")
                : CommandResults.Failure(error ?? last ?? $"It exited with code {process.ExitCode}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Line}")]
    static partial void Written(ILogger log, string line);

    /// <returns>The last line.</returns>
    static async Task<string?> ForwardAsync(StreamReader lines, ExecuteCommandContext context)
    {
        string? last = null;
        while (await lines.ReadLineAsync(context.CancellationToken) is { } line)
        {
            Written(context.Logger, line);
            if (!string.IsNullOrWhiteSpace(line))
                last = line.Trim();
        }
        return last;
    }
}
