using Grpc.Core;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Below every gRPC client: sends each call to the instance with fewer of this process's calls in flight out of two random ones. A
/// call is in flight until its response stream ends, not until its headers come. An instance with as many as are allowed gets no more.
/// </summary>
sealed class Balancer(ServiceDirectory directory, string service, CallLimits limits, TimeProvider clock, HttpMessageHandler connections)
    : DelegatingHandler(connections)
{
    /// <exception cref="RpcException"><see cref="StatusCode.Unavailable"/>, at once: every instance has as many calls as are allowed.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (path, tried) = (request.RequestUri!.PathAndQuery, TriedInstances.Current);
        while (true)
        {
            var instances = directory.GetInstances(service);
            var instance = InstancePicker.Pick(instances, tried) ?? throw new HttpRequestException(ServiceDirectory.Missing(service));
            if (instance.InFlight >= limits.MaxInFlight)
                instance = WithRoom(instances, tried) ?? throw Full();
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

    Instance? WithRoom(IReadOnlyList<Instance> instances, IReadOnlyCollection<Instance> tried) =>
        instances
            .Where(instance => instance.IsAvailable && instance.InFlight < limits.MaxInFlight && !tried.Contains(instance))
            .MinBy(instance => instance.InFlight);

    RpcException Full()
    {
        CallTelemetry.NotSent(service);
        return new(new Status(StatusCode.Unavailable, $"{limits.MaxInFlight} calls are in flight to every instance of '{service}'."));
    }

    static bool WasNotSent(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        // The connect timeout expired.
        || e is OperationCanceledException { InnerException: TimeoutException };
}
