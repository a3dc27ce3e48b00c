namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    static readonly HttpClient Probe = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Starts only once the other runs and its health checks pass.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.UntilHealthy));

    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.UntilStarted));

    /// <summary>Starts only once the other has ended with that code, which is then run once and not started again when it fails.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency,
        int exitCode = 0
    )
        where T : IResourceWithWaitSupport
    {
        dependency.Resource.Annotations.Add(new OnceAnnotation());
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.UntilCompleted, exitCode));
    }

    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource => builder.WithAnnotation(new RelationshipAnnotation(parent.Resource, "Parent"));

    /// <summary>The resource is healthy when the check registered under that key in <c>builder.Services.AddHealthChecks()</c> says so.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource => builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>The resource is healthy when that path answers with that status (200). Every replica is asked for itself.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        string? path = null,
        int? statusCode = null,
        string? endpointName = null
    )
        where T : IResourceWithEndpoints
    {
        var endpoint =
            builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name == (endpointName ?? "http"))
            ?? throw new DistributedApplicationException(
                $"'{builder.Resource.Name}' has no endpoint '{endpointName ?? "http"}' to check yet."
            );
        var expected = statusCode ?? 200;
        async Task<HealthCheckResult> Ask(int replica, CancellationToken stop)
        {
            var url = $"{endpoint.Replicas[replica].UriString}{path}";
            try
            {
                using var answer = await Probe.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, stop);
                return (int)answer.StatusCode == expected
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy($"{url} answered {(int)answer.StatusCode} instead of {expected}.");
            }
            catch (HttpRequestException e)
            {
                return HealthCheckResult.Unhealthy($"{url} does not answer: {e.Message}");
            }
        }
        return builder.WithAnnotation(new HealthCheckAnnotation($"{builder.Resource.Name}_{endpoint.Name}_{path}_{expected}_check", Ask));
    }
}
