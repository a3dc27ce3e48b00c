using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public class CommandOptions
{
    public string? Description { get; set; }
    public string? ConfirmationMessage { get; set; }
    public bool IsHighlighted { get; set; }
}

public sealed class ExecuteCommandContext
{
    public required IServiceProvider ServiceProvider { get; init; }
    public required string ResourceName { get; init; }
    public required CancellationToken CancellationToken { get; init; }
    public required ILogger Logger { get; init; }
}

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }
    public bool Canceled { get; init; }
    public string? Message { get; init; }
}

public static class CommandResults
{
    public static ExecuteCommandResult Success() => new() { Success = true };

    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}

public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
    CommandOptions options
) : IResourceAnnotation
{
    public string Name => name;
    public string DisplayName => displayName;
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand => executeCommand;
    internal CommandOptions Options => options;
}

/// <summary>Carries out a command on an instance (by its id) or on all of a resource: start, stop, restart, and those of WithCommand.</summary>
public class ResourceCommandService(IServiceProvider services)
{
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId,
        string commandName,
        CancellationToken cancellationToken = default
    ) =>
        services
            .GetRequiredService<DistributedApplicationModel>()
            .Resources.FirstOrDefault(r => r.Name == resourceId || r.InstanceIds().Contains(resourceId))
            is { } resource
            ? ExecuteAsync(resource, resource.Name == resourceId ? resource.InstanceIds() : [resourceId], commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"There is no resource '{resourceId}'."));

    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource,
        string commandName,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(resource, resource.InstanceIds(), commandName, cancellationToken);

    async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, IReadOnlyList<string> ids, string name, CancellationToken stop)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(c => c.Name == name) is not { } command)
            return CommandResults.Failure($"'{resource.Name}' has no command '{name}'.");
        var logger = services.GetRequiredService<ResourceLoggerService>();
        try
        {
            var results = await Task.WhenAll(
                ids.Select(id =>
                    command.ExecuteCommand(
                        new()
                        {
                            ServiceProvider = services,
                            ResourceName = id,
                            CancellationToken = stop,
                            Logger = logger.GetLogger(id),
                        }
                    )
                )
            );
            return results.FirstOrDefault(r => !r.Success) ?? results[0];
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e)
        {
            return CommandResults.Failure(e);
        }
    }
}
