using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Wire;
using Aspire.Hosting.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Resource = Aspire.Hosting.Dashboard.Wire.Resource;

namespace Social.Tests.Polyfills.Hosting;

public sealed class DashboardTests
{
    [Fact]
    public async Task The_dashboard_sees_resources_change_reads_their_output_and_commands_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its stand-in for the dashboard is a shell script.");
        // Stands where the dashboard would: what matters here is what it is told and what it can ask.
        var program = Path.GetTempFileName();
        await File.WriteAllTextAsync(program, "#!/bin/sh\nexec sleep 1000\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var builder = DistributedApplicationTestingBuilder.Create([], (options, _) => options.DisableDashboard = false);
        builder.Configuration["Dashboard:Path"] = program;
        builder.AddScript("talker", "echo hello; sleep 1000");
        var asked = new List<string>();
        builder
            .AddService("web")
            .WithReplicas(2)
            .WithCommand(
                "greet",
                "Say hello",
                context =>
                {
                    lock (asked)
                        asked.Add(context.ResourceName);
                    return Task.FromResult(CommandResults.Success());
                }
            )
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("Not today."))
            .WithCommand(
                "late",
                "Only once it has ended",
                _ => Task.FromResult(CommandResults.Success()),
                new()
                {
                    UpdateState = context =>
                        context.ResourceSnapshot.State?.Text == KnownResourceStates.Exited
                            ? ResourceCommandState.Enabled
                            : ResourceCommandState.Disabled,
                }
            );
        await using var app = await builder.StartedAsync();
        var told = (await app.Healthy("aspire-dashboard")).Snapshot.EnvironmentVariables.ToDictionary(e => e.Name, e => e.Value);
        await app.Healthy("web");
        await app.Healthy("talker");
        var telemetry = await app.EnvironmentOf("web");
        Assert.Equal(told["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"], telemetry["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal($"x-otlp-api-key={told["DASHBOARD__OTLP__PRIMARYAPIKEY"]}", telemetry["OTEL_EXPORTER_OTLP_HEADERS"]);

        using var channel = GrpcChannel.ForAddress(told["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"]!);
        var client = new DashboardService.DashboardServiceClient(channel);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.GetApplicationInformationAsync(new()));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Metadata key = new() { { "x-resource-service-api-key", told["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"]! } };
        Assert.NotEmpty((await client.GetApplicationInformationAsync(new(), key)).ApplicationName);

        using var resources = client.WatchResources(new(), key, cancellationToken: Town.Soon);
        Dictionary<string, Resource> seen = [];
        await Until(() => seen.Count == 3);
        Assert.Equal("Running", seen["web"].State);
        Assert.Equal("Project", seen["web"].ResourceType);
        Assert.NotNull(seen["web"].Urls.Single().DisplayProperties);
        Assert.All(seen["web"].HealthReports, r => Assert.Equal(Judgement.Healthy, r.Status));
        Assert.True(seen["aspire-dashboard"].IsHidden);

        var web = seen["web"];
        Assert.Equal(["greet", "fail"], web.Commands.Where(c => c.State == CommandState.Enabled && !IsKnown(c)).Select(c => c.Name));
        Assert.Equal(CommandOutcome.Succeeded, (await Ask(web, "greet")).Kind);
        Assert.Equal([web.Name], asked);
        var failed = await Ask(web, "fail");
        Assert.Equal((CommandOutcome.Failed, "Not today."), (failed.Kind, failed.ErrorMessage));
        Assert.Equal(CommandOutcome.Failed, (await Ask(web, "unheard-of")).Kind);
        // By the name of the resource it is asked of every replica.
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("web", "greet", Town.Soon)).Success);
        Assert.Equal(3, asked.Count);
        Assert.Equal(2, asked.Distinct().Count());

        var talker = seen["talker"];
        using var output = client.WatchResourceConsoleLogs(new() { ResourceName = talker.Name }, key, cancellationToken: Town.Soon);
        Assert.True(await output.ResponseStream.MoveNext(Town.Soon));
        Assert.EndsWith(" hello", output.ResponseStream.Current.LogLines[0].Text, StringComparison.Ordinal);

        Assert.Equal(
            ["resource-stop", "resource-restart"],
            talker.Commands.Where(c => c.State == CommandState.Enabled).Select(c => c.Name)
        );
        var stopped = await client.ExecuteResourceCommandAsync(
            new() { ResourceName = talker.Name, CommandName = KnownResourceCommands.StopCommand },
            key
        );
        Assert.Equal(CommandOutcome.Succeeded, stopped.Kind);
        await Until(() => seen["talker"].State == "Exited");
        Assert.Equal(["resource-start"], seen["talker"].Commands.Where(c => c.State == CommandState.Enabled).Select(c => c.Name));
        File.Delete(program);

        static bool IsKnown(Command command) => command.Name.StartsWith("resource-", StringComparison.Ordinal);

        async Task<CommandResponse> Ask(Resource of, string command) =>
            await client.ExecuteResourceCommandAsync(new() { ResourceName = of.Name, CommandName = command }, key);

        async Task Until(Func<bool> holds)
        {
            while (!holds())
            {
                Assert.True(await resources.ResponseStream.MoveNext(Town.Soon));
                foreach (var change in resources.ResponseStream.Current.Changes?.Value ?? [])
                    seen[change.Upsert.DisplayName] = change.Upsert;
            }
        }
    }
}
