namespace Social.ServiceDefaults;

/// <summary>
/// Below every gRPC client: sends each call to the instance with fewer of this process's calls in flight out of two random ones. A
/// call is in flight until its response stream ends, not until its headers come.
/// </summary>
sealed class Balancer(ServiceDirectory directory, string service, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var instance = Pick(directory.Configured(service));
        request.RequestUri = new Uri(instance.Address, request.RequestUri!.PathAndQuery);
        instance.Begin();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            // A call refused at once carries its status in the header, and nobody reads the empty stream after it.
            if (response.Headers.Contains("grpc-status"))
                instance.End();
            else
                response.Content = new TrackedContent(response.Content, instance.End);
            return response;
        }
        catch
        {
            instance.End();
            throw;
        }
    }

    Instance Pick(IReadOnlyList<Instance> instances)
    {
        switch (instances.Count)
        {
            case 0:
                throw new HttpRequestException(ServiceDirectory.Missing(service));
            case 1:
                return instances[0];
        }
        var first = Random.Shared.Next(instances.Count);
        var second = (first + 1 + Random.Shared.Next(instances.Count - 1)) % instances.Count;
        return instances[second].InFlight < instances[first].InFlight ? instances[second] : instances[first];
    }
}
