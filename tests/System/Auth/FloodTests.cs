using System.Diagnostics;
using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

[Collection<TimingSensitive>]
public sealed class FloodTests(SystemFixture system)
{
    // More than Auth hashes and lets wait at once.
    const int Flood = 200;

    [Fact]
    public async Task A_flood_of_log_ins_is_told_to_come_later_and_starves_nobody()
    {
        // A token that is about to expire is renewed now and not amid the flood.
        Assert.Equal(HttpStatusCode.OK, await system.Alice.AskAsync(HttpMethod.Get, "/api/auth/me").StatusAsync());
        var flood = Enumerable
            .Range(0, Flood)
            .Select(_ => system.Api.TryLogInAsync(AuthRequests.Fresh(), "not the password", AuthRequests.Elsewhere()))
            .ToArray();
        var asked = 0;
        do
        {
            Assert.Equal(HttpStatusCode.OK, await system.Alice.AskAsync(HttpMethod.Get, "/api/auth/me").StatusAsync());
            Assert.Equal(HttpStatusCode.OK, await system.Alice.AskAsync(HttpMethod.Get, "/api/feed").StatusAsync());
            asked++;
        } while (!flood.All(answer => answer.IsCompleted));
        // Behind the whole flood's hashing the first would have been answered with the last of it.
        Assert.True(asked > 1);

        var statuses = new List<HttpStatusCode>();
        foreach (var answer in await Task.WhenAll(flood))
            using (answer)
            {
                statuses.Add(answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            }
        Assert.Contains(HttpStatusCode.Unauthorized, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
        Assert.All(
            statuses,
            status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.ServiceUnavailable, $"{status}")
        );
        // And it is over when it is over.
        Assert.Equal(system.Bob.Id, (await Person.LogInAsync(system.Api, system.Bob.Username)).Id);
    }

    [Fact]
    public async Task An_unknown_name_takes_as_long_as_a_known_one()
    {
        var person = await system.RegisterAsync("timed");
        List<TimeSpan> known = [],
            unknown = [];
        for (var i = 0; i < 7; i++)
        {
            known.Add(await TimeAsync(person.Username));
            unknown.Add(await TimeAsync(AuthRequests.Fresh()));
        }
        // Without the hashing it would take a tenth of the time.
        Assert.InRange(Median(unknown) / Median(known), 0.4, 2.5);
    }

    async Task<TimeSpan> TimeAsync(string name)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await system.Api.TryLogInAsync(name, "not the password", AuthRequests.Elsewhere()).StatusAsync()
        );
        return Stopwatch.GetElapsedTime(started);
    }

    static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
