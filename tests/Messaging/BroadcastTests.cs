using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.Messaging.Broadcast;
using Social.Messaging.Consumer;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>Processes without a database, each of which receives every event.</summary>
public sealed class BroadcastTests(Engines engines)
{
    [Fact]
    public async Task Every_instance_receives_every_event_in_order_and_a_new_one_continues_where_the_others_were()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 3);
        await environment.StartAsync(publishes: true, consumes: false);
        await environment.AllSentAsync();
        int written;
        await using (var one = await StartAsync(environment))
        await using (var other = await StartAsync(environment))
        {
            // Events from before the first of them subscribed are not needed; from here on both miss nothing.
            await Wait.UntilAsync(
                async () =>
                {
                    await environment.WriteFactsAsync(key);
                    return NumbersOf(one).Count > 0 && NumbersOf(other).Count > 0;
                },
                () => "both to receive something"
            );
            written = await environment.WriteFactsAsync(key, count: 20);
            await ReceivesAsync(one, written);
            await ReceivesAsync(other, written);
            Assert.DoesNotContain(1, NumbersOf(one));
            await one.StopAsync();
            await other.StopAsync();
        }

        var last = await environment.WriteFactsAsync(key, count: 5);
        await using var successor = await StartAsync(environment);
        await ReceivesAsync(successor, last);
        Assert.Equal(Enumerable.Range(written + 1, 5), NumbersOf(successor));
        await successor.StopAsync();
    }

    static async Task<WebApplication> StartAsync(TestEnvironment environment)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(environment.Settings(publishes: false, consumes: true));
        builder.Configuration["URLS"] = "http://127.0.0.1:0";
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<ConcurrentQueue<int>>();
        builder.AddBroadcastEvents().Handle<UserFollowed, OnFact>(environment.Topic);
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    static List<int> NumbersOf(WebApplication app) => [.. app.Services.GetRequiredService<ConcurrentQueue<int>>()];

    static async Task ReceivesAsync(WebApplication app, int last)
    {
        await Wait.UntilAsync(() => NumbersOf(app).Contains(last), () => $"{last} to be received");
        var received = NumbersOf(app);
        Assert.Equal(Enumerable.Range(received[0], last - received[0] + 1), received);
    }

    sealed class OnFact(ConcurrentQueue<int> received) : IEventHandler<UserFollowed>
    {
        public Task Handle(UserFollowed e, EventContext context, CancellationToken stop)
        {
            received.Enqueue(int.Parse(e.FollowedId, CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        }
    }
}
