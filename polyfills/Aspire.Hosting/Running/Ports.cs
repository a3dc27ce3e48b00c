using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

static class Ports
{
    const string Loopback = "127.0.0.1";

    /// <summary>
    /// Gives every endpoint its addresses, one for each replica. Ports are taken below the range from which the system draws for outgoing
    /// connections, so that one stays free between this moment and the one its process binds it, and while that process restarts.
    /// </summary>
    public static void Allocate(IEnumerable<IResource> resources, bool random)
    {
        HashSet<int> taken = [];
        foreach (var resource in resources)
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.Replicas.Count == 0))
        {
            var replicas = resource.GetReplicaCount();
            var asked = random && endpoint.IsProxied && resource is ProjectResource ? null : endpoint.Port ?? endpoint.TargetPort;
            if (!endpoint.IsProxied && replicas > 1)
                throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' uses multiple replicas and a proxy-less endpoint '{endpoint.Name}'. These features do not work together."
                );
            if (!endpoint.IsProxied && asked is null)
                throw new DistributedApplicationException(
                    $"Service '{resource.Name}' needs to specify a port for endpoint '{endpoint.Name}' since it isn't using a proxy."
                );
            endpoint.Replicas =
            [
                .. Enumerable
                    .Range(0, replicas)
                    .Select(i => new AllocatedEndpoint(endpoint, Loopback, i == 0 && asked is { } port ? port : Free(taken))),
            ];
        }
    }

    public static int Free(HashSet<int>? taken = null)
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (taken?.Contains(port) == true)
                continue;
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            }
            catch (SocketException)
            {
                continue;
            }
            taken?.Add(port);
            return port;
        }
    }
}
