using System.Diagnostics;
using System.Reflection;

namespace Social.Tests.Seeding;

/// <summary>The program as a process: environment, output and exit code.</summary>
public sealed class ProgramTests
{
    const string Password = "correct horse battery";

    static readonly string SeedProgram = typeof(ProgramTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "SeedProgram")
        .Value!;

    [Fact]
    public async Task The_environment_says_what_is_seeded_and_the_last_line_how_to_log_in()
    {
        await using var gateway = await FakeGateway.StartAsync();
        using var edges = TempFile.WithRing(30);
        using var program = Start(
            ("services__gateway__http__0", gateway.Address.ToString()),
            ("Seed__Key", "the key"),
            ("Seed__Password", Password),
            ("Seed__Edges", edges.Path)
        );

        var (exitCode, lines, error) = await FinishAsync(program);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("Seeding 30 people, 30 friendships and 5000 posts.", lines[0]);
        Assert.Contains("People 30 of 30 (100 %)", lines);
        Assert.Contains("Posts 5000 of 5000 (100 %)", lines);
        Assert.Matches($@"^Seeded in \d+ s\. Log in as demo with the password {Password}$", lines[^1]);
        Assert.Equal("the key", Assert.Single(gateway.Keys));
        Assert.Equal(5_000, gateway.Network.Posts);
    }

    [Fact]
    public async Task A_termination_signal_stops_it_cleanly()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signal that one process sends to another.");
        await using var gateway = await FakeGateway.StartAsync();
        using var edges = TempFile.WithRing(30);
        using var program = Start(
            ("services__gateway__http__0", gateway.Address.ToString()),
            ("Seed__Password", Password),
            ("Seed__Edges", edges.Path)
        );
        gateway.OnCall = call =>
        {
            if (call == 100)
                Process.Start("kill", ["-TERM", $"{program.Id}"]).Dispose();
        };

        var (exitCode, lines, error) = await FinishAsync(program);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("Seeding stopped; the next run continues from here.", lines[^1]);
    }

    [Theory]
    [InlineData("Seed:Password is missing: it is the password of all seeded people.", "Seed__Key", "any")]
    [InlineData("Seed:Password has 5 characters: it has to have 10 to 128.", "Seed__Password", "short")]
    public async Task A_wrong_setting_is_one_sentence_and_exit_code_1(string sentence, string name, string value)
    {
        using var program = Start(("services__gateway__http__0", "http://127.0.0.1:1"), (name, value));

        var (exitCode, lines, error) = await FinishAsync(program);

        Assert.Equal((1, sentence), (exitCode, error));
        Assert.Empty(lines);
    }

    [Fact]
    public async Task A_missing_edge_list_is_one_sentence_and_exit_code_1()
    {
        var edges = Path.Combine(Path.GetTempPath(), "nowhere.edges");
        using var program = Start(
            ("services__gateway__http__0", "http://127.0.0.1:1"),
            ("Seed__Password", Password),
            ("Seed__Edges", edges)
        );

        var (exitCode, lines, error) = await FinishAsync(program);

        Assert.Equal((1, $"There is no file {edges} to seed from."), (exitCode, error));
        Assert.Empty(lines);
    }

    static Process Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [SeedProgram]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    static async Task<(int ExitCode, string[] Lines, string Error)> FinishAsync(Process program)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var (output, error) = (
                program.StandardOutput.ReadToEndAsync(patience.Token),
                program.StandardError.ReadToEndAsync(patience.Token)
            );
            await program.WaitForExitAsync(patience.Token);
            return (
                program.ExitCode,
                (await output).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
                (await error).Trim()
            );
        }
        finally
        {
            if (!program.HasExited)
                program.Kill();
        }
    }
}
