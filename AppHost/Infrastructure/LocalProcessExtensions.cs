using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Social.AppHost.Infrastructure;

static class LocalProcessExtensions
{
    static readonly (string Name, string Title, string Icon)[] Commands =
    [
        (KnownResourceCommands.StartCommand, "Start", "Play"),
        (KnownResourceCommands.StopCommand, "Stop", "Stop"),
        (KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise"),
    ];

    /// <summary>
    /// Runs a container resource as a process of this machine. Its name, connection string, endpoint, health, logs and commands stay, and for
    /// whatever refers to it or waits for it nothing changes. The process itself is a hidden resource, <c>{name}-server</c>.
    /// </summary>
    /// <param name="port">The port on loopback where it listens, in this run and in all later ones.</param>
    public static IResourceBuilder<T> RunAsProcess<T>(this IResourceBuilder<T> engine, LocalProcess local, int port)
        where T : ContainerResource, IResourceWithConnectionString
    {
        var builder = engine.ApplicationBuilder;
        engine.WithoutContainer();

        // One endpoint for both: the orchestrator allocates it for the process, and every reference to the engine sees it.
        var endpoint = engine.Resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == "tcp");
        (endpoint.IsProxied, endpoint.Port, endpoint.TargetPort) = (false, port, port);
        if (local.Probe is { } probe)
            engine.WithProbe(port, probe);

        var process = builder
            .AddResource(
                new ExecutableResource($"{engine.Resource.Name}-server", local.Command, Directory.CreateDirectory(local.Folder).FullName)
            )
            .WithAnnotation(endpoint)
            .WithParentRelationship(engine)
            .WithInitialState(
                new()
                {
                    ResourceType = "Executable",
                    Properties = [],
                    IsHidden = true,
                }
            )
            .WithArgs(context =>
            {
                foreach (var argument in local.Arguments(port))
                    context.Args.Add(argument);
            });
        foreach (var (name, value) in local.Environment)
            process.WithEnvironment(name, value);
        process.OnBeforeResourceStarted(
            async (_, e, stop) =>
            {
                // This handler runs before the orchestrator's own wait.
                await e.Services.GetRequiredService<ResourceNotificationService>().WaitForDependenciesAsync(process.Resource, stop);
                await LeftoverProcesses.WaitForExitAsync(local.Folder, stop);
                Directory.CreateDirectory(local.Folder);
                if (local.Prepare is { } prepare)
                    await prepare(stop);
            }
        );
        builder.OnBeforeStart(
            (_, _) =>
            {
                foreach (
                    var annotation in engine.Resource.Annotations.Where(a => a is WaitAnnotation or ExplicitStartupAnnotation).ToList()
                )
                    process.WithAnnotation(annotation);
                return Task.CompletedTask;
            }
        );
        engine.PublishEventsOf(process);
        foreach (var (command, title, icon) in Commands)
            engine.WithProcessCommand(process.Resource, command, title, icon, local.Shutdown);
        return engine;
    }

    /// <summary>Without an image the orchestrator leaves the resource alone: its state is published by others.</summary>
    public static void WithoutContainer<T>(this IResourceBuilder<T> engine)
        where T : ContainerResource
    {
        foreach (var image in engine.Resource.Annotations.OfType<ContainerImageAnnotation>().ToList())
            engine.Resource.Annotations.Remove(image);
        // On a machine with a developer certificate Redis would otherwise be told to speak TLS.
        engine.WithAnnotation(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
    }

    /// <summary>What waits for the resource goes on once <paramref name="probe"/> has found nothing wrong.</summary>
    public static IResourceBuilder<T> WithProbe<T>(
        this IResourceBuilder<T> engine,
        int port,
        Func<int, CancellationToken, Task<string?>> probe
    )
        where T : IResource
    {
        foreach (var check in engine.Resource.Annotations.OfType<HealthCheckAnnotation>().ToList())
            engine.Resource.Annotations.Remove(check);
        var key = $"{engine.Resource.Name}-probe";
        engine
            .ApplicationBuilder.Services.AddHealthChecks()
            .AddAsyncCheck(
                key,
                async stop => await probe(port, stop) is { } wrong ? HealthCheckResult.Unhealthy(wrong) : HealthCheckResult.Healthy()
            );
        return engine.WithHealthCheck(key);
    }

    /// <summary>What the orchestrator would do for a container and its children (databases), it does here for the engine of the process.</summary>
    static void PublishEventsOf<T>(this IResourceBuilder<T> engine, IResourceBuilder<ExecutableResource> process)
        where T : ContainerResource, IResourceWithConnectionString
    {
        var builder = engine.ApplicationBuilder;
        process.OnResourceEndpointsAllocated(
            async (_, e, stop) =>
            {
                await builder.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(engine.Resource, e.Services), stop);
                foreach (var one in Family().OfType<IResourceWithConnectionString>())
                    await builder.Eventing.PublishAsync(new ConnectionStringAvailableEvent(one, e.Services), stop);
            }
        );
        process.OnResourceStopped(
            async (_, e, stop) =>
            {
                foreach (var one in Family())
                    await builder.Eventing.PublishAsync(new ResourceStoppedEvent(one, e.Services, e.ResourceEvent), stop);
            }
        );
        engine.OnInitializeResource(
            (_, e, _) =>
            {
                var mirror = new ProcessMirror(process.Resource, engine.Resource, [.. Family()], e.Services);
                return mirror.RunAsync(e.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped);
            }
        );

        IEnumerable<IResource> Family() =>
            builder.Resources.Where(r => r == engine.Resource || (r as IResourceWithParent)?.Parent == engine.Resource);
    }

    static void WithProcessCommand<T>(
        this IResourceBuilder<T> engine,
        ExecutableResource process,
        string command,
        string title,
        string icon,
        Func<CancellationToken, Task>? shutdown
    )
        where T : ContainerResource
    {
        var isStart = command == KnownResourceCommands.StartCommand;
        engine.WithCommand(
            command,
            title,
            async context =>
            {
                if (!isStart && shutdown is not null)
                    await shutdown(context.CancellationToken);
                return await context
                    .Services.GetRequiredService<ResourceCommandService>()
                    .ExecuteCommandAsync(process, command, context.CancellationToken);
            },
            new()
            {
                UpdateState = context =>
                    IsEnded(context.ResourceSnapshot) == isStart ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
                IconName = icon,
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
            }
        );
    }

    static bool IsEnded(CustomResourceSnapshot now) =>
        now.State?.Text is { } text && (text == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(text));
}
