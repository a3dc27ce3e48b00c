using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// With "serve": a service that shows its environment and ends when told to.
if (args is ["serve"])
{
    var web = WebApplication.CreateSlimBuilder(args).Build();
    var healthy = Environment.GetEnvironmentVariable("UNHEALTHY") is null;
    web.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(503));
    web.MapPost("/heal", () => healthy = true);
    web.MapGet(
        "/environment",
        () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value)
    );
    web.MapGet("/directory", () => Directory.GetCurrentDirectory());
    web.MapGet("/process", () => Environment.ProcessId);
    web.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
    await web.RunAsync();
    return;
}

// Otherwise an AppHost with two replicas of that service and a process that has a child of its own.
var builder = DistributedApplication.CreateBuilder(args);
var family = builder.AddExecutable("family", "bash", ".", "-c", "sleep 1000 & echo child $! ; wait");
builder
    .AddProject("web", "SampleHost.csproj")
    .WithArgs("serve")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReplicas(2)
    .WaitFor(family);
if (args is ["deaf"])
    builder.AddExecutable("deaf", "bash", ".", "-c", "trap '' TERM INT; while :; do sleep 0.05; done");
await builder.Build().RunAsync();
