using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Each service in turn is away: what needs it answers 503 and when to come back, and everything else goes on.</summary>
[Collection<Exclusive>]
public sealed class OutageTests(SystemFixture system, OutageTests.Readable readable) : IClassFixture<OutageTests.Readable>
{
    [Theory]
    [InlineData("auth")]
    [InlineData("profile")]
    [InlineData("post")]
    [InlineData("feed")]
    [InlineData("chat")]
    [InlineData("questions")]
    [InlineData("cache")]
    public async Task What_needs_no_absent_service_goes_on(string service)
    {
        using var redis = await RedisClient.OpenAsync(system);
        var scenario = readable.Scenario;
        // For the calls that change something; those that end a session or an account come last.
        var doomed = await AccessScenario.SetAsync(system);
        var document = (await system.Api.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!["paths"]!;
        var writes = Access
            .Read()
            .Where(a => a.Method != HttpMethod.Get)
            .OrderBy(a => a.Route.StartsWith("/api/auth", StringComparison.Ordinal));
        var reads = Access.Read().Where(a => a.Method == HttpMethod.Get && a.Owner == HttpStatusCode.OK).ToList();
        await CommandAsync(service, KnownResourceCommands.StopCommand);
        try
        {
            // What the gateway remembers it would answer without them.
            await redis.ForgetStampsAsync();
            Assert.Equal("", await WalkAsync(scenario, reads, a => a.Needs.Contains(service)));
            foreach (var access in writes)
                await WriteAsync(doomed, access, document[access.Route]![access.Method.Method.ToLowerInvariant()]!);
        }
        finally
        {
            await CommandAsync(service, KnownResourceCommands.StartCommand);
        }
        await SystemFixture.EventuallyAsync(async () => await WalkAsync(scenario, reads, _ => false) == "", TimeSpan.FromSeconds(60));
        // What does without it answers before it is back; whoever comes next is to find it. The orchestrator looks less often than this.
        await SystemFixture.EventuallyAsync(async () => (await Board.LookAsync(system)).Ready(service) == 1, TimeSpan.FromSeconds(60));
    }

    /// <summary>Done, refused with a reason, or told when to come back; never broken, and never waited for without end.</summary>
    static async Task WriteAsync(AccessScenario scenario, Access access, JsonNode operation)
    {
        using var answer = await scenario.AskAsync(scenario.Owner, access, operation);
        var away = answer.StatusCode == HttpStatusCode.ServiceUnavailable;
        Assert.True(
            (int)answer.StatusCode < 500 || (away && answer.Headers.RetryAfter is not null),
            $"{access}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
        );
    }

    /// <summary>A line for each route that does not answer as it should: 503 and when to come back, or as ever.</summary>
    static async Task<string> WalkAsync(AccessScenario scenario, List<Access> reads, Func<Access, bool> isAway)
    {
        var wrong = new StringBuilder();
        foreach (var access in reads)
        {
            using var answer = await scenario.AskAsync(scenario.Owner, access, new JsonObject());
            var expected = isAway(access) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
            if (answer.StatusCode != expected)
                wrong.AppendLine($"{access}: {answer.StatusCode}, not {expected}. {await answer.Content.ReadAsStringAsync()}");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is null)
                wrong.AppendLine($"{access} does not say when to come back.");
        }
        return wrong.ToString();
    }

    async Task CommandAsync(string service, string command)
    {
        var resource = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == service);
        var result = await system.App.ResourceCommands.ExecuteCommandAsync(resource, command);
        Assert.True(result.Success);
    }

    /// <summary>What is only read, and so is the same for each service.</summary>
    public sealed class Readable(SystemFixture system) : IAsyncLifetime
    {
        internal AccessScenario Scenario { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Scenario = await AccessScenario.SetAsync(system);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
