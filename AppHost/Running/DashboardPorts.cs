using Microsoft.Extensions.Configuration;

namespace Social.AppHost.Running;

/// <summary>Where the dashboard listens, unless the environment says so already. Remembered ports, so that a bookmark stays good.</summary>
static class DashboardPorts
{
    static readonly (string Name, string Key)[] Listeners =
    [
        ("dashboard", "ASPNETCORE_URLS"),
        ("telemetry", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"),
        ("resources", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"),
    ];

    /// <summary>Arguments for the builder.</summary>
    public static IEnumerable<string> Arguments(AppHostOptions options, IConfiguration given)
    {
        if (!options.Dashboard)
            return [];
        var ports = new RememberedPorts(options.PortsFile);
        return [.. Listeners.Where(l => given[l.Key] is null).Select(l => $"--{l.Key}=http://localhost:{ports.Allocate(l.Name)}")];
    }
}
