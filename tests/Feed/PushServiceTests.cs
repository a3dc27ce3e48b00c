using System.Globalization;
using System.Net;

namespace Social.Tests.Feed;

/// <summary>What follows from how a push service answers.</summary>
public sealed class PushServiceTests(Postgres postgres)
{
    readonly Guid owner = Guid.NewGuid();
    readonly Guid liker = Guid.NewGuid();
    readonly Guid post = Guid.NewGuid();

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task A_subscription_that_is_no_more_is_deleted(HttpStatusCode status)
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = http => PushServer.StatusAsync(http, status);

        await push.SendAsync();

        Assert.Equal((0, 0), (await push.SubscriptionsAsync(), await push.PendingAsync()));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_push_service_that_is_busy_is_asked_again_when_it_says_so(HttpStatusCode status)
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = http =>
        {
            http.Response.Headers.RetryAfter = 2.ToString(CultureInfo.InvariantCulture);
            return PushServer.StatusAsync(http, status);
        };
        await push.SendAsync();
        push.Server.Answer = PushServer.CreatedAsync;

        Assert.Equal(0, await push.SendAsync());
        await Task.Delay(TimeSpan.FromSeconds(2.2), TestContext.Current.CancellationToken);
        Assert.Equal(1, await push.SendAsync());
        Assert.Equal((2, 0), (push.Server.Received.Count, await push.PendingAsync()));
    }

    [Fact]
    public async Task A_message_that_is_never_taken_is_given_up()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        push.Options = push.Options with { Attempts = 3 };
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = http => PushServer.StatusAsync(http, HttpStatusCode.InternalServerError);

        for (var i = 0; i < 5; i++)
        {
            await push.SendAsync();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal((3, 0, 1), (push.Server.Received.Count, await push.PendingAsync(), await push.SubscriptionsAsync()));
    }

    [Fact]
    public async Task A_push_service_that_hangs_keeps_nothing_from_going_on()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        push.Options = push.Options with { Timeout = TimeSpan.FromMilliseconds(500) };
        await push.SubscribeAsync(owner);
        await push.SubscribeAsync(owner, "/send/2");
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = http =>
            http.Request.Path == "/send/2" ? PushServer.CreatedAsync(http) : Task.Delay(Timeout.Infinite, http.RequestAborted);

        await push.SendAsync();

        Assert.Equal(1, await push.PendingAsync());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = http =>
        {
            http.Response.Headers.Location = $"{push.Server.Origin}/elsewhere";
            return PushServer.StatusAsync(http, HttpStatusCode.TemporaryRedirect);
        };

        await push.SendAsync();

        Assert.Equal("/send/1", Assert.Single(push.Server.Received).Path);
        Assert.Equal(0, await push.PendingAsync());
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_read()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = async http =>
        {
            http.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(new byte[64 << 10], http.RequestAborted);
        };

        await push.SendAsync();

        // Read to its end it would have timed out, to be tried again.
        Assert.Equal((0, 1), (await push.PendingAsync(), await push.SubscriptionsAsync()));
    }
}
