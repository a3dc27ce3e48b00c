using System.Net;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard;

/// <summary>The Aspire dashboard as one more process of the application, and the service from which it learns of the others. Keys are made anew for each run.</summary>
sealed class DashboardHost : IAsyncDisposable
{
    readonly WebApplication resources;

    DashboardHost(WebApplication resources, IResource resource, Otlp otlp) =>
        (this.resources, Resource, Otlp) = (resources, resource, otlp);

    public IResource Resource { get; }

    /// <summary>Where resources send their telemetry.</summary>
    public Otlp Otlp { get; }

    /// <summary>Starts the service and adds the dashboard to the model. <paramref name="path"/> is its program's.</summary>
    public static async Task<DashboardHost> AddAsync(string path, IServiceProvider services, CancellationToken stop)
    {
        var (configuration, model) = (
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<DistributedApplicationModel>()
        );
        string Address(string key) => configuration[key] is { Length: > 0 } given ? given : $"http://localhost:{Ports.Free()}";
        string Key() => RandomNumberGenerator.GetHexString(32, lowercase: true);
        var frontend = Address("ASPNETCORE_URLS");
        var (otlp, otlpKey) = (Address("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"), Key());
        var (service, serviceKey) = (new Uri(Address("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL")), Key());

        var web = WebApplication.CreateEmptyBuilder(new());
        web.WebHost.UseKestrelCore()
            .ConfigureKestrel(k => k.Listen(IPAddress.Loopback, service.Port, o => o.Protocols = HttpProtocols.Http2));
        web.Services.AddRoutingCore().AddGrpc();
        web.Services.AddSingleton(model)
            .AddSingleton(
                new ApplicationFacts(services.GetRequiredService<DistributedApplicationOptions>().DashboardApplicationName ?? "Social")
            );
        web.Services.AddSingleton(services.GetRequiredService<ResourceNotificationService>());
        web.Services.AddSingleton(services.GetRequiredService<ResourceLoggerService>());
        web.Services.AddSingleton(services.GetRequiredService<ResourceCommandService>());
        var app = web.Build();
        app.Use(
            (context, next) =>
            {
                if (
                    CryptographicOperations.FixedTimeEquals(
                        System.Text.Encoding.UTF8.GetBytes(context.Request.Headers["x-resource-service-api-key"].ToString()),
                        System.Text.Encoding.UTF8.GetBytes(serviceKey)
                    )
                )
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }
        );
        app.MapGrpcService<ResourceService>();
        await app.StartAsync(stop);

        var dashboard = new ExecutableResource("aspire-dashboard", path, Path.GetDirectoryName(path)!);
        var variables = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = frontend,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = otlpKey,
            ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = service.ToString(),
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = serviceKey,
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
        };
        if (configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is { Length: > 0 } http)
            variables["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http;
        if (configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false))
            variables["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured";
        else
        {
            variables["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
            variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? token : Key();
        }
        // Whoever wants to ask the dashboard itself (a test, say) sets its API's key.
        if (configuration["AppHost:DashboardApiKey"] is { Length: > 0 } api)
            (variables["DASHBOARD__API__AUTHMODE"], variables["DASHBOARD__API__PRIMARYAPIKEY"]) = ("ApiKey", api);
        dashboard.Annotations.Add(
            new CommandLineArgsCallbackAnnotation(c =>
            {
                c.Args.Add("dashboard");
                return Task.CompletedTask;
            })
        );
        dashboard.Annotations.Add(
            new EnvironmentCallbackAnnotation(c =>
            {
                foreach (var (name, value) in variables)
                    c.EnvironmentVariables[name] = value;
            })
        );
        dashboard.Annotations.Add(new ResourceSnapshotAnnotation(Instances.FirstSnapshot(dashboard) with { IsHidden = true }));
        model.Resources.Add(dashboard);
        return new(app, dashboard, new(otlp, otlpKey));
    }

    public ValueTask DisposeAsync() => resources.DisposeAsync();
}

sealed record ApplicationFacts(string Name);
