using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>Describes this instance in one call.</summary>
[AllowAnonymous]
sealed class InstanceApi(InstanceInfo self, Readiness readiness) : InstanceService.InstanceServiceBase
{
    public override async Task<InstanceView> Describe(DescribeRequest request, ServerCallContext context) =>
        new()
        {
            Id = self.Id,
            Version = self.Version,
            StartedAt = self.StartedAt.ToTimestamp(),
            State = await readiness.CheckAsync(context.CancellationToken) switch
            {
                HealthStatus.Healthy => InstanceState.Ready,
                HealthStatus.Degraded => InstanceState.Degraded,
                _ => InstanceState.Unready,
            },
            Load = self.Load,
            Served = self.Served,
        };
}
