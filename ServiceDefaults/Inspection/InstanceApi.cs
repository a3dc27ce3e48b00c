using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.ServiceDefaults.Inspection;

/// <summary>What this instance says of itself, in one call.</summary>
[AllowAnonymous]
sealed class InstanceApi(Presence presence, Readiness readiness) : InstanceService.InstanceServiceBase
{
    public override async Task<InstanceView> Describe(DescribeRequest request, ServerCallContext context) =>
        new()
        {
            Id = presence.Id,
            Version = presence.Version,
            StartedAt = presence.StartedAt.ToTimestamp(),
            State = await readiness.AskAsync(context.CancellationToken) switch
            {
                HealthStatus.Healthy => InstanceState.Ready,
                HealthStatus.Degraded => InstanceState.Degraded,
                _ => InstanceState.Unready,
            },
            Load = presence.Load,
            Served = presence.Served,
        };
}
