using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Social.ServiceDefaults.Inspection;

/// <summary>
/// grpc.health.v1, for anybody, as /health is. All services of a process stand on the same database, so each is as ready as the whole.
/// </summary>
[AllowAnonymous]
sealed class HealthApi(Readiness readiness, Served served) : Grpc.Health.V1.Health.HealthBase
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Knows(request.Service)
            ? new() { Status = await AskAsync(context.CancellationToken) }
            : throw new FaultException(Fault.NotFound, "There is no such service here.");

    public override async Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var status = await AskAsync(context.CancellationToken);
        var all = new HealthListResponse();
        foreach (var service in served.Services.Keys.Append(""))
            all.Statuses.Add(service, new() { Status = status });
        return all;
    }

    public override async Task Watch(
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> responseStream,
        ServerCallContext context
    )
    {
        var stop = context.CancellationToken;
        // A stream that outlived the order to stop would hold the process until it is killed.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, readiness.Stopping);
        for (var last = ServingStatus.Unknown; ; )
        {
            var status = Knows(request.Service) ? await AskAsync(stop) : ServingStatus.ServiceUnknown;
            if (status != last)
                await responseStream.WriteAsync(new() { Status = last = status }, stop);
            if (readiness.Stopping.IsCancellationRequested)
                return;
            await Task.Delay(Pause, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    bool Knows(string service) => service.Length == 0 || served.Services.ContainsKey(service);

    async Task<ServingStatus> AskAsync(CancellationToken stop) =>
        await readiness.AskAsync(stop) == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
}
