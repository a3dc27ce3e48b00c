namespace Social.AppHost.Running;

/// <summary>Stops and starts all resources in the order of their dependencies.</summary>
sealed class SystemLifecycle(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceCommandService commands)
{
    /// <summary>
    /// Stops dependents before what they depend on: the gateway, the services, the engines. The dashboard stays.
    /// </summary>
    /// <returns>What was running, in the order in which it stopped: all of one list at once.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<IResource>>> StopAsync(CancellationToken stop)
    {
        HashSet<IResource> left = [];
        foreach (var resource in model.Resources)
            if (await IsRunningAsync(resource, stop))
                left.Add(resource);
        List<IReadOnlyList<IResource>> layers = [];
        while (left.Count > 0)
        {
            var needed = left.SelectMany(Dependencies).ToHashSet();
            var next = left.Where(r => !needed.Contains(r)).ToList();
            if (next.Count == 0)
                next = [.. left];
            await Task.WhenAll(next.Select(r => StopAsync(r, stop)));
            layers.Add(next);
            left.ExceptWith(next);
        }
        return layers;
    }

    /// <summary>Starts what <see cref="StopAsync(CancellationToken)"/> stopped, the last first, each layer when the one below is healthy.</summary>
    /// <param name="stopped">The result of the stop.</param>
    /// <param name="stop">Cancels the wait.</param>
    public async Task StartAsync(IReadOnlyList<IReadOnlyList<IResource>> stopped, CancellationToken stop)
    {
        foreach (var layer in stopped.Reverse())
        {
            await Task.WhenAll(layer.Select(r => ExecuteAsync(r, KnownResourceCommands.StartCommand, stop)));
            foreach (var resource in layer)
                await notifications.WaitForResourceHealthyAsync(resource.Name, stop);
        }
    }

    /// <summary>What a resource waits for, including what its databases belong to.</summary>
    static IEnumerable<IResource> Dependencies(IResource resource) =>
        resource
            .Annotations.OfType<WaitAnnotation>()
            .SelectMany(wait => wait.Resource is IResourceWithParent child ? [wait.Resource, child.Parent] : (IResource[])[wait.Resource]);

    /// <summary>The hidden processes of the engines are stopped by their engines' own command.</summary>
    async Task<bool> IsRunningAsync(IResource resource, CancellationToken stop)
    {
        var hasStop = resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == KnownResourceCommands.StopCommand);
        if (!hasStop || resource.Name == "aspire-dashboard" || resource is IResourceWithParent)
            return false;
        var now = (await notifications.WaitForResourceAsync(resource.Name, _ => true, stop)).Snapshot;
        return !now.IsHidden
            && now.State?.Text is { } state
            && state != KnownResourceStates.NotStarted
            && !KnownResourceStates.TerminalStates.Contains(state);
    }

    async Task StopAsync(IResource resource, CancellationToken stop)
    {
        await ExecuteAsync(resource, KnownResourceCommands.StopCommand, stop);
        Console.WriteLine($"  {resource.Name} stopped");
    }

    async Task ExecuteAsync(IResource resource, string command, CancellationToken stop)
    {
        var result = await commands.ExecuteCommandAsync(resource, command, stop);
        if (!result.Success)
            Console.WriteLine($"  {resource.Name}: {command} failed. {result.Message}");
    }
}
