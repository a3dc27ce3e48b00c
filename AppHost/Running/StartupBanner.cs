using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults;

namespace Social.AppHost.Running;

/// <summary>Whether everything has been healthy once.</summary>
sealed class StartupState
{
    public bool IsComplete { get; set; }
}

/// <summary>
/// Prints the addresses and writes them to the run file once the gateway and all services are healthy; the file is deleted as soon as the
/// system stops.
/// </summary>
sealed class StartupBanner(
    AppHostOptions options,
    StartupState startup,
    IConfiguration configuration,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    ILogger<StartupBanner> log
) : BackgroundSubscriber(lifetime, log)
{
    protected override async Task RunAsync(CancellationToken stop)
    {
        var file = RunInfoFile.At(options);
        // A service that crashes on the way is started again by the supervisor, so its failure does not end the wait.
        foreach (var service in model.Resources.OfType<ProjectResource>().Where(r => r.Annotations.OfType<EndpointAnnotation>().Any()))
            await notifications.WaitForResourceHealthyAsync(service.Name, WaitBehavior.WaitOnResourceUnavailable, stop);
        var gateway = UrlOf(Names.Gateway)!;
        // While Vite serves the web app too, that is the address to look at.
        var run = new RunInfo(UrlOf("web") ?? gateway, $"{gateway}/openapi/v1.json", $"{gateway}/docs", Dashboard(), Environment.ProcessId);
        file.Write(run);
        startup.IsComplete = true;
        stop.Register(file.Delete);
        Console.WriteLine(
            $"""

              Social is running. Ctrl+C stops it.

                Web        {run.Web}
                API        {run.Docs}  ({run.Api})
                Dashboard  {run.Dashboard ?? "off"}

            """
        );
    }

    string? UrlOf(string name) =>
        model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(r => r.Name == name)?.GetEndpoint("http").Url;

    string? Dashboard() =>
        options.Dashboard && configuration["ASPNETCORE_URLS"]?.Split(';')[0] is { } address
            ? configuration["AppHost:BrowserToken"] is { } token
                ? $"{address}/login?t={token}"
                : address
            : null;
}
