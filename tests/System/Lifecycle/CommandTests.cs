using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>Commands of the dashboard that run a service's program.</summary>
[Collection<Exclusive>]
public sealed class CommandTests(SystemFixture system)
{
    [Theory]
    [InlineData("auth", "republish")]
    [InlineData("profile", "republish")]
    [InlineData("post", "republish")]
    [InlineData("feed", "redrive")]
    [InlineData("chat", "redrive")]
    [InlineData("questions", "republish")]
    [InlineData("questions", "rebuild-reputation")]
    public async Task A_command_runs_the_program_and_reports_its_last_line(string service, string command)
    {
        var result = await system.App.ResourceCommands.ExecuteCommandAsync(service, command);

        Assert.True(result.Success, result.Message);
        Assert.False(string.IsNullOrWhiteSpace(result.Message));
    }
}
