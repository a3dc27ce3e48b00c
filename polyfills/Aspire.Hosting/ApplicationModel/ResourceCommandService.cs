namespace Aspire.Hosting.ApplicationModel;

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }
    public string? Message { get; init; }
}

/// <summary>Starts, stops and restarts an instance (by its id) or all of a resource, by <see cref="KnownResourceCommands"/>.</summary>
public class ResourceCommandService
{
    internal Orchestrator? Orchestrator { get; set; }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource,
        string commandName,
        CancellationToken cancellationToken = default
    ) => ExecuteCommandAsync(resource.Name, commandName, cancellationToken);

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId,
        string commandName,
        CancellationToken cancellationToken = default
    )
    {
        var (known, stops) = (CommandNames.ContainsKey(commandName), commandName != KnownResourceCommands.StartCommand);
        var found = Orchestrator?.Find(resourceId) ?? [];
        if (!known || found.Count == 0)
            return new()
            {
                Success = false,
                Message = known ? $"There is no process '{resourceId}'." : $"There is no command '{commandName}'.",
            };
        await Task.WhenAll(found.Select(ObeyAsync)).WaitAsync(cancellationToken);
        return new() { Success = true };

        async Task ObeyAsync(Instance instance)
        {
            if (stops)
                await instance.StopAsync();
            if (commandName != KnownResourceCommands.StopCommand)
                await instance.StartAsync();
        }
    }

    internal static readonly IReadOnlyDictionary<string, string> CommandNames = new Dictionary<string, string>
    {
        [KnownResourceCommands.StartCommand] = "Start",
        [KnownResourceCommands.StopCommand] = "Stop",
        [KnownResourceCommands.RestartCommand] = "Restart",
    };
}
