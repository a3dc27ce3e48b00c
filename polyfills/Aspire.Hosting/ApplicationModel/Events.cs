using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that happens to the application.</summary>
public abstract class ApplicationEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    public IServiceProvider Services => services;
    public DistributedApplicationModel Model => model;
}

/// <summary>Before anything starts: the last chance to change the model.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : ApplicationEvent(services, model);

/// <summary>Everything has been set going, though not everything runs yet.</summary>
public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : ApplicationEvent(services, model);

/// <summary>Something that happens to one resource.</summary>
public abstract class ResourceLifeEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;
    public IServiceProvider Services => services;
}

/// <summary>Raised once for each resource, before it waits for anything.</summary>
public class InitializeResourceEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

/// <summary>What it waits for is there; it starts when the subscribers are done. Raised for each replica, and again at each restart.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

/// <summary>The resource runs and its health checks passed; those who wait for it go on when the subscribers are done.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);
