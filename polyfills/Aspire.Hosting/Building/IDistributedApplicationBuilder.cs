namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }
    string AppHostDirectory { get; }
    Assembly? AppHostAssembly { get; }
    IHostEnvironment Environment { get; }
    IServiceCollection Services { get; }
    IDistributedApplicationEventing Eventing { get; }
    DistributedApplicationExecutionContext ExecutionContext { get; }
    IResourceCollection Resources { get; }
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;
    DistributedApplication Build();
}

public enum DistributedApplicationOperation
{
    Run,
    Publish,
}

public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation => operation;
    public bool IsPublishMode => operation == DistributedApplicationOperation.Publish;
    public bool IsRunMode => operation == DistributedApplicationOperation.Run;
}

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly, where that is not the program that runs.</summary>
    public string? AssemblyName { get; set; }
    public bool DisableDashboard { get; set; }
    public string? DashboardApplicationName { get; set; }

    /// <summary>The real one asks for HTTPS otherwise; here everything is on loopback without.</summary>
    public bool AllowUnsecuredTransport { get; set; }
}
