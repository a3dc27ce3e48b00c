using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
    IConfiguration configuration
) : IHostedService
{
    readonly CancellationTokenSource stopping = new();
    readonly Dictionary<IResource, IReadOnlyList<Instance>> instances = [];
    readonly HealthMonitor health = ActivatorUtilities.CreateInstance<HealthMonitor>(services);
    readonly Narrator narrator = services.GetRequiredService<Narrator>();
    DashboardHost? dashboard;
    Task background = Task.CompletedTask;

    /// <summary>How long a process may take to end before it is killed: configuration key <c>AppHost:StopTimeout</c> (seconds), 10 by default.</summary>
    TimeSpan Grace => TimeSpan.FromSeconds(configuration.GetValue("AppHost:StopTimeout", 10.0));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (execution.IsPublishMode)
            throw new NotSupportedException("Publishing needs the Aspire packages, which this package feed does not have.");
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
        if (model.Resources.OfType<ContainerResource>().FirstOrDefault() is { } container)
            throw new DistributedApplicationException(
                $"'{container.Name}' is a container, and running containers needs the Aspire packages, which this package feed does not have."
            );
        if (
            !options.DisableDashboard
            && configuration["Dashboard:Path"] is { Length: > 0 } path
            && configuration.GetValue("Dashboard:Enabled", true)
        )
            dashboard = await DashboardHost.AddAsync(path, services, cancellationToken);
        Ports.Allocate(model.Resources, configuration.GetValue("DcpPublisher:RandomizePorts", false));
        await eventing.PublishAsync(new AfterEndpointsAllocatedEvent(services, model), cancellationToken);
        foreach (var resource in model.Resources.ToList())
        {
            if (resource is IResourceWithEndpoints)
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
            if (resource.IsProcess())
                Prepare(resource);
            await notifications.PublishUpdateAsync(resource, s => s);
        }
        background = Task.WhenAll(narrator.RunAsync(stopping.Token), health.RunAsync(stopping.Token));
        foreach (var resource in model.Resources.ToList())
            background = Task.WhenAll(background, BeginAsync(resource));
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken);
    }

    void Prepare(IResource resource)
    {
        var ids = resource.InstanceIds();
        var once = model.Resources.Any(r =>
            r.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == resource && w.WaitType == WaitType.WaitForCompletion)
        );
        instances[resource] =
        [
            .. ids.Select(
                (id, i) => ActivatorUtilities.CreateInstance<Instance>(services, resource, id, i, once, dashboard?.Otlp ?? Otlp.None)
            ),
        ];
        logs.Alias(resource.Name, ids[0]);
        Command(KnownResourceCommands.StartCommand, "Start", i => i.Start());
        Command(KnownResourceCommands.StopCommand, "Stop", i => i.StopAsync(Grace));
        Command(
            KnownResourceCommands.RestartCommand,
            "Restart",
            async i =>
            {
                await i.StopAsync(Grace);
                await i.Start();
            }
        );
        void Command(string name, string title, Func<Instance, Task> execute) =>
            resource.Annotations.Add(
                new ResourceCommandAnnotation(
                    name,
                    title,
                    async c =>
                    {
                        await execute(instances[resource].First(i => i.Id == c.ResourceName));
                        return CommandResults.Success();
                    },
                    new()
                )
            );
    }

    async Task BeginAsync(IResource resource)
    {
        try
        {
            await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, services), stopping.Token);
            if (instances.TryGetValue(resource, out var own))
            {
                if (!resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
                    foreach (var instance in own)
                        _ = instance.Start();
            }
            // What has no process and no state of its own is there as soon as what it rests on is.
            else if (!resource.HasAnnotationOfType<ResourceSnapshotAnnotation>())
            {
                await services.GetRequiredService<Waiting>().ForAsync(resource, resource.Name, stopping.Token);
                await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), stopping.Token);
                if (resource is ParameterResource parameter)
                    _ = parameter.Value;
                if (resource is IResourceWithConnectionString)
                    await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), stopping.Token);
                await notifications.PublishUpdateAsync(
                    resource,
                    s => s with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow }
                );
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logs.Write(resource.Name, e.Message, error: true);
            await notifications.PublishUpdateAsync(
                resource,
                s => s with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) }
            );
        }
        catch (OperationCanceledException) { }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in instances.Values.SelectMany(i => i))
            instance.Retire();
        foreach (var together in Dependencies.StopOrder(model.Resources.Where(r => r != dashboard?.Resource)))
            await Task.WhenAll(together.Where(instances.ContainsKey).SelectMany(r => instances[r]).Select(i => i.StopAsync(Grace)));
        if (dashboard is not null && instances.TryGetValue(dashboard.Resource, out var last))
            await last[0].StopAsync(Grace);
        if (dashboard is not null)
            await dashboard.DisposeAsync();
        await stopping.CancelAsync();
        await background;
    }

    public void KillAll()
    {
        foreach (var instance in instances.Values.SelectMany(i => i))
            instance.Kill();
    }
}
