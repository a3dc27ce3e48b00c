using System.Diagnostics;
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
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task However_it_ends_an_app_host_leaves_no_process(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can tie a process to its parent's life.");
        // Recognised by its environment, which every descendant inherits.
        var mark = $"SAMPLE_RUN={Guid.NewGuid():N}";
        var start = new ProcessStartInfo("env", [mark, "dotnet", Path.Combine(AppContext.BaseDirectory, "SampleHost.dll")])
        {
            RedirectStandardOutput = true,
        };
        using var host = Process.Start(start)!;
        try
        {
            for (var ready = 0; ready < 2; )
                if (
                    (await host.StandardOutput.ReadLineAsync(Town.Soon) ?? throw new InvalidOperationException("It ended.")).Contains(
                        "web ready",
                        StringComparison.Ordinal
                    )
                )
                    ready++;
            // The host, bash with its sleep, two services, and the watcher.
            Assert.True(Marked(mark).Count >= 6, string.Join(' ', Marked(mark)));
            using (var kill = Process.Start("kill", [$"-{signal}", $"{host.Id}"]))
                await kill.WaitForExitAsync(Town.Soon);
            await Town.Until(() => Marked(mark).Count == 0);
            Assert.Equal(signal == "TERM" ? 0 : 137, host.ExitCode);
        }
        finally
        {
            foreach (var left in Marked(mark))
                Process.GetProcessById(left).Kill();
        }
    }

    static List<int> Marked(string mark) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(n => int.TryParse(n, out _))
                .Select(n => int.Parse(n!, null))
                .Where(p => IsMarked(p, mark)),
        ];

    static bool IsMarked(int process, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It has just ended, or is someone else's.
        }
    }
}
