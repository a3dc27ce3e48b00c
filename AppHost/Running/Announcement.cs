using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Social.AppHost.Running;

/// <summary>Says where everything is once the gateway answers, on the console and in the run file, which is gone again after the stop.</summary>
sealed class Announcement(
    Settings settings,
    RunFile file,
    IConfiguration configuration,
    DistributedApplicationModel model,
    ResourceNotificationService notifications
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await notifications.WaitForResourceHealthyAsync("gateway", stoppingToken);
            var gateway = AddressOf("gateway")!;
            // Vite, when it serves the web app too, is what one wants to look at.
            var run = new Addresses(
                AddressOf("web") ?? gateway,
                $"{gateway}/openapi/v1.json",
                $"{gateway}/docs",
                Dashboard(),
                Environment.ProcessId
            );
            file.Write(run);
            Console.WriteLine(
                $"""

                  Social is running. Ctrl+C stops it.

                    Web        {run.Web}
                    API        {run.Docs}  ({run.Api})
                    Dashboard  {run.Dashboard ?? "off"}

                """
            );
        }
        catch (DistributedApplicationException e)
        {
            // What still runs goes on: its logs tell why, and the dashboard can start the rest again.
            await Console.Error.WriteLineAsync($"The system is not ready: {e.Message}");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was ready: there is nothing to say.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        file.Remove();
    }

    string? AddressOf(string name) =>
        model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(r => r.Name == name)?.GetEndpoint("http").Url;

    string? Dashboard() =>
        settings.Dashboard && configuration["ASPNETCORE_URLS"]?.Split(';')[0] is { } address
            ? configuration["AppHost:BrowserToken"] is { } token
                ? $"{address}/login?t={token}"
                : address
            : null;
}
