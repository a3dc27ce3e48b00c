using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>What crashes is started again; what somebody stops stays stopped.</summary>
[Collection<Exclusive>]
public sealed class SupervisorTests(SystemFixture system)
{
    static readonly TimeSpan Restart = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("redis-server", "redis")]
    [InlineData("postgres-server", "authdb")]
    [InlineData("kafka-server", "kafka")]
    public async Task A_killed_engine_is_started_again(string process, string seenAs)
    {
        var before = await KillAsync(process);

        await SystemFixture.EventuallyAsync(async () => await PidAsync(process) is { } now && now != before, Restart);
        await system
            .App.ResourceNotifications.WaitForResourceHealthyAsync(seenAs, WaitBehavior.WaitOnResourceUnavailable)
            .WaitAsync(Restart);
        await SystemFixture.EventuallyAsync(
            async () => (await system.Alice.PostAsync($"After the end of {process}")).Id != Guid.Empty,
            Restart
        );
    }

    [Fact]
    public async Task A_killed_service_is_started_again()
    {
        var before = await KillAsync("feed");

        await SystemFixture.EventuallyAsync(async () => await PidAsync("feed") is { } now && now != before, Restart);
        await system
            .App.ResourceNotifications.WaitForResourceHealthyAsync("feed", WaitBehavior.WaitOnResourceUnavailable)
            .WaitAsync(Restart);
    }

    [Fact]
    public async Task A_stopped_service_stays_stopped()
    {
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StopCommand)).Success);
        try
        {
            await system.App.ResourceNotifications.WaitForResourceAsync("cache", KnownResourceStates.TerminalStates).WaitAsync(Restart);
            // Longer than the supervisor's first pause.
            await Task.Delay(TimeSpan.FromSeconds(2));
            var now = await system.App.ResourceNotifications.WaitForResourceAsync("cache", _ => true);
            Assert.Contains(now.Snapshot.State?.Text, KnownResourceStates.TerminalStates);
        }
        finally
        {
            await system.App.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StartCommand);
            await system
                .App.ResourceNotifications.WaitForResourceHealthyAsync("cache", WaitBehavior.WaitOnResourceUnavailable)
                .WaitAsync(Restart);
        }
    }

    async Task<int> KillAsync(string resource)
    {
        var pid = await PidAsync(resource) ?? throw new InvalidOperationException($"{resource} does not run.");
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await process.WaitForExitAsync();
        return pid;
    }

    async Task<int?> PidAsync(string resource)
    {
        var now = await system.App.ResourceNotifications.WaitForResourceAsync(resource, _ => true);
        var pid = now.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return pid is null ? null : Convert.ToInt32(pid, CultureInfo.InvariantCulture);
    }
}
