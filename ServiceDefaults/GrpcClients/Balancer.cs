using Grpc.Core;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Below every gRPC client: sends each call to the instance with fewer of this process's calls in flight out of two random ones. A
/// call is in flight until its response stream ends, not until its headers come. An instance that owes as many answers as are allowed gets
/// no more: as long as it answers others a call waits for its place, and otherwise fails at once. Of reads of one method only some are
/// sent at once; the others wait for their turn.
/// </summary>
sealed class Balancer(ServiceDirectory directory, string service, CallLimits limits, TimeProvider clock, HttpMessageHandler connections)
    : DelegatingHandler(connections)
{
    /// <exception cref="RpcException"><see cref="StatusCode.Unavailable"/>: every instance owes as many answers as are allowed.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (path, tried) = (request.RequestUri!.PathAndQuery, TriedInstances.Current);
        var (isRead, holdsPlace) = (TriedInstances.IsRead, !StreamedCalls.IsCurrent);
        while (true)
        {
            var instances = directory.GetInstances(service);
            var instance = InstancePicker.Pick(instances, tried) ?? throw new HttpRequestException(ServiceDirectory.Missing(service));
            if (holdsPlace && !instance.TryHoldPlace(limits.MaxInFlight))
                instance = HoldPlace(instances, tried) ?? await WaitForPlaceAsync(instances, tried, cancellationToken) ?? throw Full();
            var turn = isRead ? await WaitForTurnAsync(instance, path, cancellationToken) : null;
            request.RequestUri = new Uri(instance.Address, path);
            tried.Add(instance);
            var call = new CallTracker(instance, request, holdsPlace, turn, clock);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                call.Answered();
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

    async Task<SemaphoreSlim> WaitForTurnAsync(Instance instance, string method, CancellationToken cancellationToken)
    {
        try
        {
            return await instance.WaitForTurnAsync(method, limits.ReadsAtOnce, cancellationToken);
        }
        catch
        {
            instance.Release();
            throw;
        }
    }

    static IEnumerable<Instance> Candidates(IReadOnlyList<Instance> instances, IReadOnlyCollection<Instance> tried) =>
        instances.Where(instance => instance.IsAvailable && !tried.Contains(instance));

    Instance? HoldPlace(IReadOnlyList<Instance> instances, IReadOnlyCollection<Instance> tried) =>
        Candidates(instances, tried)
            .OrderBy(instance => instance.InFlight)
            .FirstOrDefault(instance => instance.TryHoldPlace(limits.MaxInFlight));

    /// <summary>
    /// Waits as long as the call may take while any of those that it may still go to answers others; null when none does any more.
    /// </summary>
    async Task<Instance?> WaitForPlaceAsync(
        IReadOnlyList<Instance> instances,
        IReadOnlyCollection<Instance> tried,
        CancellationToken cancellationToken
    )
    {
        while (
            Candidates(instances, tried).Where(instance => instance.IsAnswering(limits.PlaceTimeout)).ToList() is { Count: > 0 } answering
        )
        {
            var answers = answering.Select(instance => instance.NextAnswer).ToList();
            if (HoldPlace(instances, tried) is { } found)
                return found;
            await ((Task)Task.WhenAny(answers))
                .WaitAsync(limits.PlaceTimeout, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return null;
    }

    RpcException Full()
    {
        CallTelemetry.NotSent(service);
        return new(new Status(StatusCode.Unavailable, $"Every instance of '{service}' owes {limits.MaxInFlight} answers."));
    }

    static bool WasNotSent(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        // The connect timeout expired.
        || e is OperationCanceledException { InnerException: TimeoutException };
}
