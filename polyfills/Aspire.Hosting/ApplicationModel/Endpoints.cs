namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address a resource listens at. With replicas it has one port for each.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    public required string Name { get; set; }
    public required string UriScheme { get; set; }
    public int? Port { get; set; }
    public int? TargetPort { get; set; }

    /// <summary><c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public required string Transport { get; set; }
    public bool IsExternal { get; set; }
    public bool IsProxied { get; set; } = true;

    /// <summary>The environment variable that carries the port to the process.</summary>
    internal string? PortVariable { get; init; }

    /// <summary>One address for each replica, known when the application starts.</summary>
    internal IReadOnlyList<AllocatedEndpoint> Replicas { get; set; } = [];

    public AllocatedEndpoint? AllocatedEndpoint => Replicas.Count == 0 ? null : Replicas[0];
}

public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public string Address => address;
    public int Port => port;
    public string EndPointString => $"{address}:{port}";
    public string UriString => $"{endpoint.UriScheme}://{EndPointString}";
}

public enum EndpointProperty
{
    Url,
    Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
}

/// <summary>An endpoint of a resource by name; its address is known when the application starts (with replicas: the first one's).</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IExpressionValue, IValueWithReferences
{
    /// <summary>While a replica's environment is worked out, its own endpoints are those of that replica.</summary>
    internal static readonly AsyncLocal<(IResource Resource, int Replica)> Replica = new();

    public IResourceWithEndpoints Resource => owner;
    public string EndpointName => endpointName;
    public EndpointAnnotation EndpointAnnotation =>
        owner.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name.Equals(endpointName, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException($"The endpoint '{endpointName}' is not found on the resource '{owner.Name}'.");
    AllocatedEndpoint Allocated =>
        EndpointAnnotation.Replicas.ElementAtOrDefault(Replica.Value.Resource == owner ? Replica.Value.Replica : 0)
        ?? throw new InvalidOperationException(
            $"The endpoint '{endpointName}' of '{owner.Name}' has no address before the application starts."
        );
    public string Scheme => EndpointAnnotation.UriScheme;
    public string Host => Allocated.Address;
    public int Port => Allocated.Port;
    public string Url => Allocated.UriString;
    public string ValueExpression => Property(EndpointProperty.Url).ValueExpression;
    public IEnumerable<object> References => [owner];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);
}

public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IExpressionValue,
        IValueWithReferences
{
    public EndpointReference Endpoint => endpointReference;
    public EndpointProperty Property => property;
    public IEnumerable<object> References => [endpointReference];
    public string ValueExpression =>
        $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{char.ToLowerInvariant(property.ToString()[0])}{property.ToString()[1..]}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        new(
            property switch
            {
                EndpointProperty.Url => Endpoint.Url,
                EndpointProperty.Host => Endpoint.Host,
                EndpointProperty.Port or EndpointProperty.TargetPort => Endpoint.Port.ToString(CultureInfo.InvariantCulture),
                EndpointProperty.Scheme => Endpoint.Scheme,
                EndpointProperty.HostAndPort => $"{Endpoint.Host}:{Endpoint.Port}",
            }
        );
}
