using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Social.AppHost.Running;

/// <summary>Says where everything is once the gateway answers, on the console and in the run file, which is gone again after the stop.</summary>
sealed class Announcement(
    Settings settings,
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
            var gateway = (IResourceWithEndpoints)model.Resources.Single(r => r.Name == "gateway");
            var web = gateway.GetEndpoint("http").Url;
            var run = new Run(web, $"{web}/openapi/v1.json", $"{web}/docs", Dashboard(), Environment.ProcessId);
            await WriteAsync(run, stoppingToken);
            Console.WriteLine(
                $"""

                  Social is running. Ctrl+C stops it.

                    Web        {run.Web}
                    API        {run.Docs}  ({run.Api})
                    Dashboard  {run.Dashboard ?? "off"}

                """
            );
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was ready: there is nothing to say.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        File.Delete(settings.RunFile);
    }

    string? Dashboard() =>
        settings.Dashboard && configuration["ASPNETCORE_URLS"]?.Split(';')[0] is { } address
            ? configuration["AppHost:BrowserToken"] is { } token
                ? $"{address}/login?t={token}"
                : address
            : null;

    async Task WriteAsync(Run run, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(settings.RunFile)!);
        await File.WriteAllTextAsync(settings.RunFile + ".new", JsonSerializer.Serialize(run, JsonSerializerOptions.Web), stop);
        File.Move(settings.RunFile + ".new", settings.RunFile, overwrite: true);
    }

    sealed record Run(string Web, string Api, string Docs, string? Dashboard, int Pid);
}
