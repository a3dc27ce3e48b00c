using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Running;

/// <summary>Brings the model to life and down again: what waits for nothing first, and at the end the dependents before what they rest on.</summary>
sealed class Orchestrator(
    IServiceProvider services,
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    DistributedApplicationExecutionContext execution,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IConfiguration configuration,
    Narrator narrator,
    Waiting waiting
) : IHostedService
{
    readonly CancellationTokenSource stopping = new();
    readonly Dictionary<IResource, IReadOnlyList<Instance>> instances = [];
    readonly HealthMonitor health = ActivatorUtilities.CreateInstance<HealthMonitor>(services);
    DashboardHost? dashboard;
    Task background = Task.CompletedTask;

    /// <summary>The instance with that id, or all of the resource with that name.</summary>
    public IReadOnlyList<Instance> Find(string id) =>
        [.. instances.SelectMany(i => i.Key.Name == id ? i.Value : i.Value.Where(one => one.Id == id))];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (execution.IsPublishMode)
            throw new NotSupportedException("Publishing needs the Aspire packages, which this package feed does not have.");
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
        if (model.Resources.OfType<ContainerResource>().FirstOrDefault() is { } container)
            _ = container.ConnectionStringExpression;
        if (
            !options.DisableDashboard
            && configuration["Dashboard:Path"] is { Length: > 0 } path
            && configuration.GetValue("Dashboard:Enabled", true)
        )
            dashboard = await DashboardHost.AddAsync(path, services, cancellationToken);
        Ports.Allocate(model.Resources, configuration.GetValue("DcpPublisher:RandomizePorts", false));
        commands.Orchestrator = this;
        foreach (var resource in model.Resources)
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
            if (resource.IsProcess())
                Prepare(resource);
            await notifications.PublishUpdateAsync(resource, s => s);
        }
        background = Task.WhenAll([
            narrator.RunAsync(stopping.Token),
            health.RunAsync(stopping.Token),
            .. model.Resources.Select(BeginAsync),
        ]);
    }

    void Prepare(IResource resource)
    {
        var ids = resource.InstanceIds();
        var grace = TimeSpan.FromSeconds(configuration.GetValue("AppHost:StopTimeout", 10.0));
        var how = new Conditions(grace, dashboard?.Otlp);
        instances[resource] = [.. ids.Select((id, i) => ActivatorUtilities.CreateInstance<Instance>(services, resource, id, i, how))];
        logs.Alias(resource.Name, ids[0]);
    }

    async Task BeginAsync(IResource resource)
    {
        try
        {
            if (instances.TryGetValue(resource, out var own))
            {
                await Task.WhenAll(own.Select(i => i.StartAsync()));
                return;
            }
            // What has no process is there as soon as what it rests on is.
            await waiting.ForAsync(resource, resource.Name, stopping.Token);
            await notifications.PublishUpdateAsync(
                resource,
                s => s with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow }
            );
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception e)
        {
            Narrator.Complain($"  {resource.Name} does not start: {e.Message}");
            await notifications.PublishUpdateAsync(resource, s => s with { State = new(KnownResourceStates.FailedToStart, "error") });
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in instances.Values.SelectMany(i => i))
            instance.Retire();
        foreach (var together in Dependencies.StopOrder(instances.Keys.Where(r => r != dashboard?.Resource)))
            await Task.WhenAll(together.SelectMany(r => instances[r]).Select(i => i.StopAsync()));
        // The last to go has heard what the others said at their end.
        if (dashboard is not null)
        {
            await Task.WhenAll(instances.GetValueOrDefault(dashboard.Resource, []).Select(i => i.StopAsync()));
            await dashboard.DisposeAsync();
        }
        await stopping.CancelAsync();
        await background;
    }

    public void KillAll()
    {
        foreach (var instance in instances.Values.SelectMany(i => i))
            instance.Kill();
    }
}
