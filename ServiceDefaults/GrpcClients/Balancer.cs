namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Below every gRPC client: sends each call to the instance with fewer of this process's calls in flight out of two random ones. A
/// call is in flight until its response stream ends, not until its headers come.
/// </summary>
sealed class Balancer(ServiceDirectory directory, string service, TimeProvider clock, HttpMessageHandler connections)
    : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (path, tried) = (request.RequestUri!.PathAndQuery, TriedInstances.Current);
        while (true)
        {
            var instances = directory.GetInstances(service);
            var instance = InstancePicker.Pick(instances, tried) ?? throw new HttpRequestException(ServiceDirectory.Missing(service));
            request.RequestUri = new Uri(instance.Address, path);
            tried.Add(instance);
            var call = new CallTracker(instance, request, clock);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (response.IsOver())
                    call.Ended(response);
                else
                    response.Content = new TrackedContent(response, call);
                return response;
            }
            catch (Exception e)
            {
                if (cancellationToken.IsCancellationRequested)
                    call.Cancelled();
                else
                    call.Broke();
                // Nothing was sent when the connection failed, so even a write may be retried on another instance.
                if (cancellationToken.IsCancellationRequested || !WasNotSent(e) || instances.All(tried.Contains))
                    throw;
            }
        }
    }

    static bool WasNotSent(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        // The connect timeout expired.
        || e is OperationCanceledException { InnerException: TimeoutException };
}
