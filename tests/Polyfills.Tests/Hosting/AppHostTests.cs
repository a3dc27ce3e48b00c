using Aspire.Hosting.Testing;

namespace Social.Tests.Polyfills.Hosting;

public sealed class AppHostTests
{
    [Fact]
    public async Task An_app_host_runs_inside_a_test()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(Town.Soon);
        Assert.Equal(Projects.SampleHost.ProjectPath, builder.AppHostDirectory);
        Assert.Contains(builder.Resources, r => r.Name == "web");
        await using var app = await builder.StartedAsync();
        await app.Healthy("web");
        using var http = app.CreateHttpClient("web");
        Assert.NotEmpty(await http.GetStringAsync("/process", Town.Soon));
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 0)]
    public async Task However_it_ends_an_app_host_leaves_no_process(string signal, int code)
    {
        using var run = await RunningHost.StartAsync();
        // The host, bash with its sleep, two services, and the watcher.
        Assert.True(run.Processes.Count >= 6, string.Join(' ', run.Processes));
        await run.SignalAsync(signal);
        await Town.Until(() => run.Processes.Count == 0);
        Assert.Equal(code, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task A_second_interrupt_does_not_wait_for_who_does_not_listen()
    {
        using var run = await RunningHost.StartAsync("deaf");
        await run.SignalAsync("INT");
        await run.SaidAsync("family stopped");
        await run.SignalAsync("INT");
        await Town.Until(() => run.Processes.Count == 0);
        Assert.Equal(130, await run.ExitCodeAsync());
    }
}
