using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Social.AppHost.Commands;

/// <summary>Commands on the dashboard that disturb an instance, beside stopping it, to see how the rest of the system copes.</summary>
public static class ChaosCommands
{
    static readonly HttpClient Instances = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>
    /// Lets one add a delay to every request of an instance and take it away again. In development only, as is the endpoint it calls.
    /// </summary>
    public static IDistributedApplicationBuilder AddChaosCommands(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
            // The gateway, which has no gRPC endpoint, is public and offers no faults.
            foreach (
                var service in builder.Services().Where(s => s.Resource.Annotations.OfType<EndpointAnnotation>().Any(e => e.Name == "grpc"))
            )
                service
                    .WithCommand("slow-down", "Slow down by 50 ms", context => DelayAsync(context, 50), WhileRunning())
                    .WithCommand("slow-down-much", "Slow down by 2 s", context => DelayAsync(context, 2_000), WhileRunning())
                    .WithCommand("speed-up", "Remove the delay", context => DelayAsync(context, 0), WhileRunning());
        return builder;
    }

    static CommandOptions WhileRunning() =>
        new()
        {
            UpdateState = context =>
                context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
        };

    static async Task<ExecuteCommandResult> DelayAsync(ExecuteCommandContext context, int milliseconds)
    {
        if (Address(context) is not { } address)
            return CommandResults.Failure("It does not run.");
        var path = string.Create(CultureInfo.InvariantCulture, $"/faults/delay?milliseconds={milliseconds}");
        try
        {
            using var answer = await Instances.PostAsync(new Uri(address, path), content: null, context.CancellationToken);
            return answer.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"It answered {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return CommandResults.Failure(e.Message);
        }
    }

    /// <summary>Where the instance itself listens: its resource's endpoint may be a proxy before many.</summary>
    static Uri? Address(ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(context.ResourceName, out var now)
        && now.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value is { } urls
            ? new Uri(urls.Split(';')[0])
            : null;
}
