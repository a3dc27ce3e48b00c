using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Running;

static class Ports
{
    const string Loopback = "127.0.0.1";

    /// <summary>
    /// Gives every endpoint its addresses, one for each replica. A port that was asked for is the first replica's; <paramref name="random"/>
    /// ignores it where the real application would have a proxy there.
    /// </summary>
    public static void Allocate(IEnumerable<IResource> resources, bool random)
    {
        HashSet<int> taken = [];
        foreach (var resource in resources)
        foreach (var endpoint in resource.Endpoints())
        {
            var replicas = resource.GetReplicaCount();
            var asked = random && endpoint.IsProxied ? null : endpoint.Port ?? endpoint.TargetPort;
            if (!endpoint.IsProxied && (replicas > 1 || asked is null))
                throw new DistributedApplicationException(
                    $"Endpoint '{endpoint.Name}' of '{resource.Name}' has no proxy: it needs a port, and its resource can have one replica only."
                );
            endpoint.Replicas =
            [
                .. Enumerable
                    .Range(0, replicas)
                    .Select(i => new AllocatedEndpoint(endpoint, Loopback, i == 0 && asked is { } port ? port : Free(taken))),
            ];
        }
    }

    /// <summary>
    /// From below the range out of which the system draws for outgoing connections, so that it stays free between this moment and the one
    /// its process binds it, and while that process restarts.
    /// </summary>
    public static int Free(HashSet<int> taken)
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                if (taken.Add(port))
                    return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse) { }
        }
    }
}
