using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Tests.Polyfills.Hosting;

public sealed class LifeTests
{
    [Fact]
    public async Task A_dependent_starts_only_when_what_it_waits_for_is_healthy()
    {
        await using var builder = Town.New();
        var healthy = false;
        builder
            .Services.AddHealthChecks()
            .AddCheck("own", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var first = builder.AddScript("first", "sleep 1000").WithHealthCheck("own");
        builder.AddScript("second", "sleep 1000").WaitFor(first);
        var told = new TaskCompletionSource();
        builder.Eventing.Subscribe<ResourceReadyEvent>(
            first.Resource,
            (_, _) =>
            {
                told.SetResult();
                return Task.CompletedTask;
            }
        );
        await using var app = await builder.StartedAsync();

        await app.ResourceNotifications.WaitForResourceAsync(
            "first",
            e => e.Snapshot.HealthReports.Any(r => r.Description == "not yet"),
            Town.Soon
        );
        Assert.Equal(KnownResourceStates.Waiting, await app.StateOf("second"));
        Assert.False(told.Task.IsCompleted);
        healthy = true;
        await app.State("second", KnownResourceStates.Running);
        Assert.True(told.Task.IsCompleted);
    }

    [Fact]
    public async Task Who_waits_for_completion_starts_after_success_and_never_after_failure()
    {
        await using var builder = Town.New();
        var good = builder.AddScript("good", "exit 0");
        var bad = builder.AddScript("bad", "echo no luck >&2; exit 3");
        builder.AddScript("glad", "sleep 1000").WaitForCompletion(good);
        builder.AddScript("sad", "sleep 1000").WaitForCompletion(bad);
        await using var app = await builder.StartedAsync();

        await app.State("glad", KnownResourceStates.Running);
        await app.State("sad", KnownResourceStates.FailedToStart);
        Assert.Contains("bad, which ended with exit code 3", await app.Line("sad", _ => true), StringComparison.Ordinal);
        Assert.Equal(KnownResourceStates.Finished, await app.StateOf("good"));
        Assert.Equal(KnownResourceStates.Exited, await app.StateOf("bad"));
    }

    [Fact]
    public async Task What_crashes_is_shown_and_started_again_at_its_old_address()
    {
        await using var builder = Town.New();
        builder.AddService("web");
        await using var app = await builder.StartedAsync();
        var before = (await app.Healthy("web")).Snapshot.StartTimeStamp;

        using var http = app.CreateHttpClient("web");
        _ = http.PostAsync(new Uri("/exit/7", UriKind.Relative), null, Town.Soon).ContinueWith(t => t.Exception, TaskScheduler.Default);
        var shown = await app.ResourceNotifications.WaitForResourceAsync("web", e => e.Snapshot.State?.Text == "Restarting", Town.Soon);
        Assert.Equal(7, shown.Snapshot.ExitCode);
        await app.ResourceNotifications.WaitForResourceAsync(
            "web",
            e => e.Snapshot.HealthStatus == HealthStatus.Healthy && e.Snapshot.StartTimeStamp > before,
            Town.Soon
        );
        Assert.NotEmpty(await http.GetStringAsync("/process", Town.Soon));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var builder = Town.New();
        builder.AddExecutable("nobody", "no-such-program", "/");
        await using var app = await builder.StartedAsync();
        await app.State("nobody", KnownResourceStates.FailedToStart);
        Assert.Equal("the program 'no-such-program' is not found", await app.Line("nobody", _ => true));
    }

    [Fact]
    public async Task Dependents_stop_first_and_who_does_not_listen_is_killed()
    {
        var file = Path.GetTempFileName();
        await using var builder = Town.New();
        builder.Configuration["AppHost:StopTimeout"] = "1";
        string Reluctant(string name) => $"trap 'sleep 0.2; echo {name} >> {file}; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        var bottom = builder.AddScript("bottom", Reluctant("bottom"));
        var middle = builder.AddScript("middle", Reluctant("middle")).WaitFor(bottom);
        builder.AddScript("top", Reluctant("top")).WaitFor(middle);
        builder.AddScript("deaf", "trap '' TERM INT; echo up; while :; do sleep 0.05; done");
        await using var app = await builder.StartedAsync();
        foreach (var name in (string[])["bottom", "middle", "top", "deaf"])
            await app.Line(name, l => l.EndsWith("up", StringComparison.Ordinal));

        await app.StopAsync(Town.Soon);
        Assert.Equal(["top", "middle", "bottom"], await File.ReadAllLinesAsync(file));
        Assert.Equal(KnownResourceStates.Exited, await app.StateOf("deaf"));
        File.Delete(file);
    }

    [Fact]
    public async Task Commands_stop_and_start_a_resource()
    {
        await using var builder = Town.New();
        var web = builder.AddService("web");
        await using var app = await builder.StartedAsync();
        await app.Healthy("web");

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StopCommand, Town.Soon)).Success);
        Assert.Equal(KnownResourceStates.Exited, await app.StateOf("web"));
        using var http = app.CreateHttpClient("web");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync("/health", Town.Soon));
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync(web.Resource, KnownResourceCommands.StartCommand, Town.Soon)).Success);
        await app.Healthy("web");
        Assert.False((await app.ResourceCommands.ExecuteCommandAsync("web", "no-such-command", Town.Soon)).Success);
    }

    [Fact]
    public async Task The_last_five_thousand_lines_are_kept()
    {
        await using var builder = Town.New();
        builder.AddScript("talker", "for i in $(seq 6000); do echo line $i; done");
        await using var app = await builder.StartedAsync();
        await app.State("talker", KnownResourceStates.Finished);

        List<LogLine> lines = [];
        await foreach (var some in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync("talker"))
            lines.AddRange(some);
        Assert.Equal(5_000, lines.Count);
        Assert.EndsWith("line 6000", lines[^1].Content, StringComparison.Ordinal);
        Assert.Equal(6_000, lines[^1].LineNumber);
    }
}
