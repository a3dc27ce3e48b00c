using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>The Aspire dashboard as one more process of the application, and the service from which it learns of the others. Keys are made anew for each run.</summary>
sealed class DashboardHost(WebApplication resources, IResource resource, Otlp otlp) : IAsyncDisposable
{
    public IResource Resource => resource;

    /// <summary>Where resources send their telemetry.</summary>
    public Otlp Otlp => otlp;

    /// <summary>Starts the service and adds the dashboard to the model. <paramref name="path"/> is its program's.</summary>
    public static async Task<DashboardHost> AddAsync(string path, IServiceProvider services, CancellationToken stop)
    {
        var (configuration, model) = (
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<DistributedApplicationModel>()
        );
        HashSet<int> taken = [];
        string Setting(string key, Func<string> otherwise) => configuration[key] is { Length: > 0 } given ? given : otherwise();
        string Address(string key) => Setting(key, () => $"http://localhost:{Ports.Free(taken)}");
        string Key() => RandomNumberGenerator.GetHexString(32, lowercase: true);
        var otlp = new Otlp(Address("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"), Key());
        var (address, key) = (Address("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"), Key());
        var open = configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Address("ASPNETCORE_URLS"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp.Endpoint,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = otlp.Key,
            ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = address,
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = key,
            ["DASHBOARD__FRONTEND__AUTHMODE"] = open ? "Unsecured" : "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration["AppHost:BrowserToken"]!,
            ["DASHBOARD__API__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__API__PRIMARYAPIKEY"] = Setting("AppHost:DashboardApiKey", Key),
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
        };
        var dashboard = new ExecutableResource("aspire-dashboard", path, Path.GetDirectoryName(path)!);
        dashboard.Annotations.Add(new HiddenAnnotation());
        dashboard.Annotations.Add(new ArgsAnnotation(c => c.Args.Add("dashboard")));
        dashboard.Annotations.Add(
            new EnvironmentAnnotation(c =>
            {
                foreach (var (name, value) in environment)
                    c.EnvironmentVariables[name] = value;
            })
        );
        model.Resources.Add(dashboard);
        var service = Service(services, new Uri(address).Port, key);
        await service.StartAsync(stop);
        return new(service, dashboard, otlp);
    }

    static WebApplication Service(IServiceProvider services, int port, string key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddGrpc();
        builder.Services.AddSingleton(_ => ActivatorUtilities.CreateInstance<ResourceService>(services));
        var app = builder.Build();
        var expected = Encoding.UTF8.GetBytes(key);
        app.Use(
            (context, next) =>
            {
                var given = Encoding.UTF8.GetBytes(context.Request.Headers["x-resource-service-api-key"].ToString());
                if (CryptographicOperations.FixedTimeEquals(given, expected))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }
        );
        app.MapGrpcService<ResourceService>();
        return app;
    }

    public ValueTask DisposeAsync() => resources.DisposeAsync();
}
