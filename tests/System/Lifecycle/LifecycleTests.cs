using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>One command starts everything, and nothing stays behind, however it ends.</summary>
[Collection<TimingSensitive>]
public sealed class LifecycleTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-run-");

    public LifecycleTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks for processes in /proc.");

    [Fact]
    public async Task It_reports_to_the_dashboard_survives_its_own_death_and_stops_in_order()
    {
        Uri before;
        Func<IReadOnlyList<string>> killed;
        // By configured addresses alone.
        string[] alone = [$"--AppHost:DashboardApiKey={data.Name}", "--Registry=off", "--Replicas:feed=2"];
        await using (var run = AppHostRun.Start(data.FullName, alone))
        {
            using var api = await run.ReadyAsync();
            before = api.BaseAddress!;
            var dora = await Person.RegisterAsync(api, "dora");
            Assert.NotNull(dora);
            await dora.PostAsync("Written before the crash");
            if (run.Dashboard is { } dashboard)
                await EveryoneReportsToAsync(dashboard, api);
            // Behind one address, the orchestrator's proxy.
            await SystemFixture.EventuallyAsync(async () => await CountsAsync(api) is (1, 1, true));
            await NobodyElseUsesItsDataAsync(run);

            await run.SignalAsync("KILL");

            await run.EndedAsync();
            killed = run.Processes;
        }
        // At once, beside what is left of the other.
        string[] doubled = ["--Dashboard=off", "--Replicas:gateway=2", "--Replicas:feed=2"];
        await using (var run = AppHostRun.Start(data.FullName, doubled))
        {
            // On a quiet machine within 12 s; the orchestrator's monitors need the processor for it too.
            await SystemFixture.EventuallyAsync(() => Task.FromResult(killed().Count == 0), TimeSpan.FromSeconds(60));
            using var api = await run.ReadyAsync();
            Assert.Equal(before, api.BaseAddress);
            var dora = await Person.LogInAsync(api, "dora");
            var post = Assert.Single((await dora.PostsAsync("dora")).Items);
            Assert.Equal("Written before the crash", post.Text);
            await SystemFixture.EventuallyAsync(async () => await CountsAsync(api) is (2, 2, false));

            await run.SignalAsync("INT");

            Assert.Equal(0, await run.EndedAsync());
            Assert.False(run.HasRunFile);
            // The orchestrator outlives the AppHost by a moment.
            await SystemFixture.EventuallyAsync(() => Task.FromResult(run.Processes().Count == 0), TimeSpan.FromSeconds(5));
            string[] inOrder = ["gateway stopped", "feed stopped", "kafka stopped", "zookeeper stopped"];
            Assert.Equal(inOrder, inOrder.OrderBy(line => run.Said.IndexOf(line, StringComparison.Ordinal)));
            Assert.All(inOrder, line => Assert.Contains(line, run.Said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Interrupted_while_it_starts_it_says_so_in_one_sentence()
    {
        await using var run = AppHostRun.Start(data.FullName);
        await SystemFixture.EventuallyAsync(
            () => Task.FromResult(run.Said.Contains("redis is ready", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(2)
        );

        await run.SignalAsync("INT");

        Assert.Equal(0, await run.EndedAsync());
        Assert.Contains("Stopped before everything had started.", run.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Said, StringComparison.Ordinal);
        await SystemFixture.EventuallyAsync(() => Task.FromResult(run.Processes().Count == 0), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Without_Java_one_sentence_says_what_to_install()
    {
        var path = Directory.CreateDirectory(Path.Combine(data.FullName, "path")).FullName;
        File.CreateSymbolicLink(
            Path.Combine(path, "dotnet"),
            Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self : DotNet()
        );
        await using var run = AppHostRun.Start(data.FullName, null, ("PATH", path), ("JAVA_HOME", null));

        Assert.Equal(1, await run.EndedAsync());
        Assert.StartsWith("Java is missing", run.Said, StringComparison.Ordinal);
        Assert.Single(run.Said.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--Engines=docker", "Engines is 'docker': it has to be one of processes, containers.")]
    [InlineData("--Port=many", "Port is 'many': it has to be a port, a number from 1 to 65535.")]
    [InlineData("--Replicas:feed=0", "Replicas:feed is '0': it has to be a number from 1 to 20.")]
    [InlineData("--Replicas:feeds=2", "Replicas:feeds names no service: see AppHost/AppHost.cs for those there are.")]
    [InlineData("--Registry=maybe", "Registry is 'maybe': it has to be one of on, off.")]
    public async Task A_setting_that_makes_no_sense_is_refused_in_one_sentence(string setting, string sentence)
    {
        await using var run = AppHostRun.Start(data.FullName, ["--Dashboard=off", setting]);

        Assert.Equal(1, await run.EndedAsync());
        Assert.Equal(sentence, run.Said.Trim());
    }

    async Task NobodyElseUsesItsDataAsync(AppHostRun run)
    {
        await using (var second = AppHostRun.Start(data.FullName))
        {
            Assert.Equal(1, await second.EndedAsync());
            Assert.Contains($"Another run is using {data.FullName}", second.Said, StringComparison.Ordinal);
        }
        Assert.True(run.HasRunFile, "The second start took away the run file of the first.");
    }

    /// <summary>The address lets in, and the real dashboard has heard of everyone: logs of all, traces of those who serve a registration.</summary>
    async Task EveryoneReportsToAsync(Uri login, HttpClient api)
    {
        await Person.RegisterAsync(api, "fay");
        using var dashboard = new HttpClient { BaseAddress = new(login.GetLeftPart(UriPartial.Authority)) };
        using var page = await dashboard.GetAsync(login);
        Assert.True(page.IsSuccessStatusCode, $"{page.StatusCode}");
        dashboard.DefaultRequestHeaders.Add("x-api-key", data.Name);
        await HearsAsync("logs", "auth", "profile", "post", "feed", "gateway");
        await HearsAsync("traces", "auth", "profile", "gateway");

        Task HearsAsync(string kind, params string[] from) =>
            SystemFixture.EventuallyAsync(
                async () =>
                {
                    var heard = await dashboard.GetStringAsync($"/api/telemetry/{kind}");
                    return from.All(name => heard.Contains($"\"{name}", StringComparison.Ordinal));
                },
                TimeSpan.FromSeconds(30),
                $"{kind} of {string.Join(", ", from)}"
            );
    }

    /// <summary>How many gateways and feeds are ready, and whether the latter are called by configured addresses.</summary>
    static async Task<(int Gateways, int Feeds, bool Configured)> CountsAsync(HttpClient api)
    {
        var services = (await api.GetFromJsonAsync<JsonObject>("/api/status"))!["services"]!.AsArray();
        IEnumerable<JsonNode> Of(string name) =>
            services.Single(one => (string?)one!["name"] == name)!["instances"]!.AsArray().Select(one => one!);
        int Ready(string name) => Of(name).Count(one => (string?)one["state"] == "ready");
        return (Ready("gateway"), Ready("feed"), Of("feed").All(one => one["breaker"] is null));
    }

    static string DotNet() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "dotnet")).First(File.Exists);

    public void Dispose() => data.Delete(recursive: true);
}
