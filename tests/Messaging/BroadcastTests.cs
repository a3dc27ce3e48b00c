using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.Messaging.Broadcast;
using Social.Messaging.Consumer;

namespace Social.Tests.Messaging;

/// <summary>Processes without a database, each of which hears everything.</summary>
public sealed class BroadcastTests(Engines engines)
{
    [Fact]
    public async Task Every_instance_hears_everything_in_order_and_who_starts_goes_on_where_others_were()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var key = Guid.CreateVersion7();
        await environment.StateAsync(key, count: 3);
        await environment.StartAsync(publishes: true, hears: false);
        await Wait.UntilAsync(
            async () => await environment.CountAsync("SELECT count(*) FROM outbox") == 0,
            () => "the events to be sent"
        );
        int said;
        await using (var one = await StartAsync(environment))
        await using (var other = await StartAsync(environment))
        {
            // What was said before the first of them listened is nobody's concern; from here on both miss nothing.
            await Wait.UntilAsync(
                async () =>
                {
                    await environment.StateAsync(key);
                    return NumbersOf(one).Count > 0 && NumbersOf(other).Count > 0;
                },
                () => "both to hear anything"
            );
            said = await environment.StateAsync(key, count: 20);
            await HearsAsync(one, said);
            await HearsAsync(other, said);
            Assert.DoesNotContain(1, NumbersOf(one));
            await one.StopAsync();
            await other.StopAsync();
        }

        var last = await environment.StateAsync(key, count: 5);
        await using var successor = await StartAsync(environment);
        await HearsAsync(successor, last);
        Assert.Equal(Enumerable.Range(said + 1, 5), NumbersOf(successor));
        await successor.StopAsync();
    }

    static async Task<WebApplication> StartAsync(TestEnvironment environment)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(environment.Settings(publishes: false, hears: true));
        builder.Configuration["URLS"] = "http://127.0.0.1:0";
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<ConcurrentQueue<int>>();
        builder.AddBroadcastEvents().Handle<UserFollowed, OnFact>(environment.Topic);
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    static List<int> NumbersOf(WebApplication app) => [.. app.Services.GetRequiredService<ConcurrentQueue<int>>()];

    static async Task HearsAsync(WebApplication app, int last)
    {
        await Wait.UntilAsync(() => Task.FromResult(NumbersOf(app).Contains(last)), () => $"{last} to be heard");
        var heard = NumbersOf(app);
        Assert.Equal(Enumerable.Range(heard[0], last - heard[0] + 1), heard);
    }

    sealed class OnFact(ConcurrentQueue<int> heard) : IEventHandler<UserFollowed>
    {
        public Task Handle(UserFollowed e, EventContext context, CancellationToken stop)
        {
            heard.Enqueue(int.Parse(e.FollowedId, CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        }
    }
}
