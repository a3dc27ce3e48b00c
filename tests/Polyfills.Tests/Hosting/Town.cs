using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Polyfills.Hosting;

/// <summary>An application made in the test: the sample service, and small shell scripts.</summary>
static class Town
{
    public static IDistributedApplicationTestingBuilder New(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    public static IResourceBuilder<ProjectResource> AddService(this IDistributedApplicationBuilder builder, string name) =>
        builder
            .AddProject(name, Path.Combine(Projects.SampleHost.ProjectPath, "SampleHost.csproj"))
            .WithArgs("serve")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health");

    public static IResourceBuilder<ExecutableResource> AddScript(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "bash", Path.GetTempPath(), "-c", script);

    public static async Task<DistributedApplication> StartedAsync(this IDistributedApplicationTestingBuilder builder)
    {
        var app = await builder.BuildAsync(Soon);
        await app.StartAsync(Soon);
        return app;
    }

    public static Task<ResourceEvent> Healthy(this DistributedApplication app, string name) =>
        app.ResourceNotifications.WaitForResourceHealthyAsync(name, WaitBehavior.WaitOnResourceUnavailable, Soon);

    public static Task State(this DistributedApplication app, string name, string state) =>
        app.ResourceNotifications.WaitForResourceAsync(name, state, Soon);

    public static async Task<string?> StateOf(this DistributedApplication app, string name) =>
        (await app.ResourceNotifications.WaitForResourceAsync(name, _ => true, Soon)).Snapshot.State?.Text;

    public static async Task<Dictionary<string, string>> EnvironmentOf(this DistributedApplication app, string name)
    {
        using var http = app.CreateHttpClient(name);
        return (await http.GetFromJsonAsync<Dictionary<string, string>>("/environment", Soon))!;
    }

    /// <summary>The first line that says what is wanted, without its time.</summary>
    public static async Task<string> Line(this DistributedApplication app, string resource, Func<string, bool> wanted)
    {
        var logs = app.Services.GetRequiredService<ResourceLoggerService>();
        await foreach (var lines in logs.WatchAsync(resource).WithCancellation(Soon))
        foreach (var line in lines)
            if (wanted(line.Content))
                return line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        throw new InvalidOperationException($"{resource} ended without that line.");
    }

    public static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(50, Soon);
    }
}
