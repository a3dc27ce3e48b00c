namespace Social.AppHost.Engines;

/// <summary>An engine that runs as a process of this machine and is reached over one TCP port on loopback.</summary>
public sealed class ProcessEngine(
    string name,
    string command,
    string directory,
    Func<EndpointReferenceExpression, EndpointReferenceExpression, ReferenceExpression> connection
) : ExecutableResource(name, command, directory), IResourceWithConnectionString
{
    EndpointReference Tcp => new(this, "tcp");

    public ReferenceExpression ConnectionStringExpression =>
        connection(Tcp.Property(EndpointProperty.Host), Tcp.Property(EndpointProperty.Port));
}
