using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Gateway;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.CachedReads;

[Collection<Exclusive>]
public sealed class OutageTests(SystemFixture system)
{
    [Fact]
    public async Task With_every_replica_of_the_cache_dead_everything_goes_on()
    {
        var scenario = await AccessScenario.SetAsync(system);
        var reads = Access.Read().Where(a => a.Method == HttpMethod.Get && a.Owner == HttpStatusCode.OK).ToList();
        await CommandAsync(KnownResourceCommands.StopCommand);
        try
        {
            foreach (var access in reads)
            {
                using var answer = await scenario.AskAsync(scenario.Owner, access, new JsonObject());
                Assert.True(answer.StatusCode == access.Owner, $"{access}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            var post = await scenario.Owner.PostAsync("Still here");
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
                Assert.Equal("Still here", (await scenario.Stranger.ReadAsync(post.Id)).Text);
            // Nobody waits for what is known to be away: that alone would be 100 times 100 ms.
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 8);
            await scenario.Owner.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "And changed" });
            Assert.Equal("And changed", (await scenario.Stranger.ReadAsync(post.Id)).Text);
        }
        finally
        {
            await CommandAsync(KnownResourceCommands.StartCommand);
        }
        using var cache = await CacheClient.OpenAsync(system);
        var later = await system.Bob.PostAsync("Kept again");
        await cache.HoldAsync($"post:{later.Id}", () => system.Alice.ReadAsync(later.Id));
    }

    async Task CommandAsync(string command)
    {
        var cache = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == "cache");
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync(cache, command)).Success);
    }
}
