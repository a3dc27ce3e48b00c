namespace Aspire.Hosting.ApplicationModel;

/// <summary>Before anything starts: the last chance to change the model.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    public IServiceProvider Services => services;
    public DistributedApplicationModel Model => model;
}

/// <summary>Something that happens to one resource.</summary>
public abstract class ResourceLifeEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;
    public IServiceProvider Services => services;
}

public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

/// <summary>What it waits for is there; it starts when the subscribers are done. Raised for each replica, and again at each restart.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);

/// <summary>The resource runs and its health checks passed; those who wait for it go on when the subscribers are done.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : ResourceLifeEvent(resource, services);
