namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts, stops and restarts an instance (by its id) or all of a resource, and gives them the commands they were declared with.</summary>
public class ResourceCommandService(IServiceProvider services)
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
        var found = Orchestrator?.Find(resourceId) ?? [];
        if (found.Count == 0)
            return CommandResults.Failure($"There is no process '{resourceId}'.");
        var results = await Task.WhenAll(found.Select(ObeyAsync)).WaitAsync(cancellationToken);
        return results.FirstOrDefault(result => !result.Success) ?? results[0];

        async Task<ExecuteCommandResult> ObeyAsync(Instance instance)
        {
            if (!CommandNames.ContainsKey(commandName))
                return await OwnAsync(instance, commandName, cancellationToken);
            if (commandName != KnownResourceCommands.StartCommand)
                await instance.StopAsync();
            if (commandName != KnownResourceCommands.StopCommand)
                await instance.StartAsync();
            return CommandResults.Success();
        }
    }

    async Task<ExecuteCommandResult> OwnAsync(Instance instance, string name, CancellationToken stop)
    {
        if (instance.Resource.Annotations.OfType<CommandAnnotation>().LastOrDefault(c => c.Name == name) is not { } command)
            return CommandResults.Failure($"There is no command '{name}'.");
        try
        {
            return await command.Execute(
                new()
                {
                    Services = services,
                    ResourceName = instance.Id,
                    CancellationToken = stop,
                }
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    internal static readonly IReadOnlyDictionary<string, string> CommandNames = new Dictionary<string, string>
    {
        [KnownResourceCommands.StartCommand] = "Start",
        [KnownResourceCommands.StopCommand] = "Stop",
        [KnownResourceCommands.RestartCommand] = "Restart",
    };
}
