using System.Globalization;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address a resource listens at. With replicas it has one port for each.</summary>
public sealed class EndpointAnnotation(
    ProtocolType protocol,
    string? uriScheme = null,
    string? transport = null,
    string? name = null,
    int? port = null,
    int? targetPort = null,
    bool? isExternal = null,
    bool? isProxied = null
) : IResourceAnnotation
{
    string? named = name;
    string? carriedBy = transport;

    public string Name
    {
        get => named ?? UriScheme;
        set => named = value;
    }
    public ProtocolType Protocol { get; set; } = protocol;
    public int? Port { get; set; } = port;
    public int? TargetPort { get; set; } = targetPort;
    public string UriScheme { get; set; } = uriScheme ?? "tcp";
    public string TargetHost { get; set; } = "localhost";

    /// <summary><c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport
    {
        get => carriedBy ?? (UriScheme is "http" or "https" ? "http" : UriScheme);
        set => carriedBy = value;
    }
    public bool IsExternal { get; set; } = isExternal ?? false;
    public bool IsProxied { get; set; } = isProxied ?? true;
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>The environment variable that carries the port to the process.</summary>
    internal string? PortVariable { get; set; }

    /// <summary>One address for each replica, known when the application starts.</summary>
    internal IReadOnlyList<AllocatedEndpoint> Replicas { get; set; } = [];

    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => Replicas.Count == 0 ? null : Replicas[0];
        set => Replicas = value is null ? [] : [value];
    }
}

public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public EndpointAnnotation Endpoint => endpoint;
    public string Address => address;
    public int Port => port;
    public string UriScheme => endpoint.UriScheme;
    public string EndPointString => $"{address}:{port}";
    public string UriString => $"{UriScheme}://{EndPointString}";

    public override string ToString() => EndPointString;
}

public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
}

/// <summary>An endpoint of a resource by name; its address is known when the application starts (with replicas: the first one's).</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IExpressionValue, IValueWithReferences
{
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name) { }

    public IResourceWithEndpoints Resource => owner;
    public string EndpointName => endpointName;
    EndpointAnnotation? Found =>
        owner.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name.Equals(endpointName, StringComparison.OrdinalIgnoreCase));
    public EndpointAnnotation EndpointAnnotation =>
        Found ?? throw new InvalidOperationException($"The endpoint '{endpointName}' is not found on the resource '{owner.Name}'.");
    public bool Exists => Found is not null;
    public bool IsAllocated => Found?.AllocatedEndpoint is not null;
    public bool IsHttp => Scheme == "http";
    public bool IsHttps => Scheme == "https";
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>While a replica's environment is worked out, its own endpoints are those of that replica.</summary>
    internal static readonly AsyncLocal<(IResource Resource, int Replica)> Replica = new();

    AllocatedEndpoint Allocated =>
        (
            Replica.Value.Resource == owner
                ? EndpointAnnotation.Replicas.ElementAtOrDefault(Replica.Value.Replica)
                : EndpointAnnotation.AllocatedEndpoint
        )
        ?? throw new InvalidOperationException(
            $"The endpoint '{endpointName}' of '{owner.Name}' has no address yet: the application has not started."
        );
    public string Host => Allocated.Address;
    public int Port => Allocated.Port;
    public int? TargetPort => EndpointAnnotation.TargetPort ?? Allocated.Port;
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
        $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{(property == EndpointProperty.IPV4Host ? "host" : char.ToLowerInvariant(property.ToString()[0]) + property.ToString()[1..])}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        new(
            property switch
            {
                EndpointProperty.Url => Endpoint.Url,
                EndpointProperty.Host or EndpointProperty.IPV4Host => Endpoint.Host,
                EndpointProperty.Port => Endpoint.Port.ToString(CultureInfo.InvariantCulture),
                EndpointProperty.Scheme => Endpoint.Scheme,
                EndpointProperty.TargetPort => Endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture),
                EndpointProperty.HostAndPort => $"{Endpoint.Host}:{Endpoint.Port}",
            }
        );
}
