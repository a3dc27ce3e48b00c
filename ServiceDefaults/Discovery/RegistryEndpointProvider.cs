using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// Endpoints of one service as the registry names them, for service discovery. None while nobody is registered or the registry is unavailable:
/// then the next provider, the configured addresses, answers.
/// </summary>
/// <param name="directory">What this process knows of the registry.</param>
/// <param name="query">Which service, and the schemes that will do.</param>
/// <param name="address">Which of an instance's addresses is asked for.</param>
sealed class RegistryEndpointProvider(ServiceDirectory directory, ServiceEndpointQuery query, Func<Registration, Uri?> address)
    : IServiceEndpointProvider
{
    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        // The token before the addresses: a change between the two is not lost.
        endpoints.AddChangeToken(Token(directory.ChangeOfAsync(query.ServiceName)));
        foreach (var instance in directory.Current(query.ServiceName))
            if (address(instance) is { } uri && (query.IncludedSchemes.Count == 0 || query.IncludedSchemes.Contains(uri.Scheme)))
                endpoints.Endpoints.Add(ServiceEndpoint.Create(new UriEndPoint(uri)));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static CancellationChangeToken Token(Task change)
    {
        // Without a timer or a link it holds nothing that would have to be disposed of.
        var changed = new CancellationTokenSource();
        change.ContinueWith(_ => changed.Cancel(), TaskScheduler.Default);
        return new(changed.Token);
    }
}
