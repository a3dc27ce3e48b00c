using Microsoft.EntityFrameworkCore;
using Social.Feeds.Events;
using Social.Feeds.Push;

namespace Social.Tests.Feed;

/// <summary>Notifications on their way to browsers, with a real database and a push service that decrypts.</summary>
public sealed class PushTests(Postgres postgres)
{
    static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(1);

    readonly Guid owner = Guid.NewGuid();
    readonly Guid liker = Guid.NewGuid();
    readonly Guid post = Guid.NewGuid();

    [Fact]
    public async Task A_notification_reaches_the_browser_encrypted_for_it_alone()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        var browser = await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);

        Assert.Equal(1, await push.SendAsync());

        var message = Assert.Single(push.Server.Received);
        Assert.Equal("/send/1", message.Path);
        Assert.Equal("86400", message.Headers["TTL"]);
        Assert.Equal("aes128gcm", message.Headers["Content-Encoding"]);
        Assert.DoesNotContain("traceparent", message.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        var said = browser.Decrypt(message.Body);
        Assert.Equal(
            ("like", "Ada", "ada", 1),
            ((string?)said["kind"], (string?)said["actor"]!["name"], (string?)said["actor"]!["username"], (int)said["people"]!)
        );
        Assert.Equal(post, (Guid)said["postId"]!);
        Assert.Equal(((Guid)said["id"]!).ToString("N"), message.Headers["Topic"]);
        var token = PushServer.ReadToken(message, push.PublicKey);
        // The library leaves the port out, which real push services have none of.
        Assert.Equal(("https://localhost", push.Options.Subject), ((string?)token["aud"], (string?)token["sub"]));
        var hours = DateTimeOffset.FromUnixTimeSeconds((long)token["exp"]!) - DateTimeOffset.UtcNow;
        Assert.InRange(hours.TotalHours, 0, 24);
        Assert.Equal(0, await push.PendingAsync());
        Assert.NotNull(await push.QueryAsync(db => db.PushSubscriptions.Select(s => s.LastSuccessAt).SingleAsync()));
    }

    [Fact]
    public async Task Every_browser_of_a_person_is_told_and_nobody_elses()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.SubscribeAsync(owner, "/send/2");
        await push.SubscribeAsync(liker, "/send/3");
        await push.LikeAsync(owner, liker, post);

        await push.SendAsync();

        Assert.Equal(["/send/1", "/send/2"], push.Server.Received.Select(r => r.Path).Order());
    }

    [Fact]
    public async Task Who_has_no_browser_subscribed_costs_no_row()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.LikeAsync(owner, liker, post);
        Assert.Equal(0, await push.QueryAsync(db => db.PushDeliveries.CountAsync()));
    }

    [Fact]
    public async Task A_renewal_is_sent_once_more_under_the_same_topic_and_only_after_the_pause()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        push.Options = push.Options with { Pause = TimeSpan.FromSeconds(2) };
        var browser = await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        await push.SendAsync();
        await push.LikeAsync(owner, Guid.NewGuid(), post);
        await push.LikeAsync(owner, Guid.NewGuid(), post);

        Assert.Equal(0, await push.SendAsync());
        await Task.Delay(push.Options.Pause, TestContext.Current.CancellationToken);
        Assert.Equal(1, await push.SendAsync());

        Assert.Equal(2, push.Server.Received.Count);
        Assert.Single(push.Server.Received.Select(r => r.Headers["Topic"]).Distinct());
        Assert.Equal(3, (int)browser.Decrypt(push.Server.Received.Last().Body)["people"]!);
    }

    [Fact]
    public async Task What_is_renewed_while_it_is_sent_is_sent_again()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        push.Server.Answer = async http =>
        {
            await push.LikeAsync(owner, Guid.NewGuid(), post);
            await PushServer.CreatedAsync(http);
        };
        await push.SendAsync();

        push.Server.Answer = PushServer.CreatedAsync;
        Assert.Equal(1, await push.SendAsync());
        Assert.Equal(0, await push.SendAsync());
    }

    [Fact]
    public async Task What_was_taken_by_an_instance_that_died_is_sent_by_another()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);

        // Killed between commit and sending: the row alone tells of it, first of the notification and then of the lease.
        Assert.Single(await push.QueryAsync(db => db.TakeDueAsync(10, ShortLease, TestContext.Current.CancellationToken)));
        Assert.Equal(0, await push.SendAsync());
        await Task.Delay(ShortLease + TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);

        Assert.Equal(1, await push.SendAsync());
        Assert.Single(push.Server.Received);
    }

    [Fact]
    public async Task Two_instances_send_a_message_once()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        for (var i = 0; i < 10; i++)
            await push.SubscribeAsync(owner, $"/send/{i}");
        for (var i = 0; i < 5; i++)
            await push.LikeAsync(owner, liker, Guid.NewGuid());

        var sent = await Task.WhenAll(push.SendAsync(), push.SendAsync(), push.SendAsync());

        Assert.Equal((50, 50), (sent.Sum(), push.Server.Received.Count));
    }

    [Fact]
    public async Task What_one_instance_is_taking_another_leaves_to_it_without_waiting()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        await push.QueryAsync(async db =>
        {
            await using var work = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            Assert.Single(await db.TakeDueAsync(10, ShortLease, TestContext.Current.CancellationToken));

            Assert.Equal(0, await push.SendAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
            return 0;
        });
    }

    [Fact]
    public async Task Without_an_allowed_host_nobody_is_called()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        push.Options = push.Options with { Hosts = "" };
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);

        await push.SendAsync();

        Assert.Empty(push.Server.Received);
        Assert.Equal(0, await push.PendingAsync());
    }

    [Theory]
    [InlineData("insert into mutes (muter_id, muted_id) values ({0}, {1})")]
    [InlineData("insert into blocks (blocker_id, blocked_id) values ({0}, {1})")]
    [InlineData("insert into blocks (blocker_id, blocked_id) values ({1}, {0})")]
    [InlineData("update notifications set read = true where recipient_id = {0} or recipient_id = {1}")]
    public async Task What_its_recipient_is_not_to_see_any_more_is_not_sent(string meanwhile)
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post);
        await push.QueryAsync(db => db.Database.ExecuteSqlRawAsync(meanwhile, owner, liker));

        await push.SendAsync();

        Assert.Empty(push.Server.Received);
        Assert.Equal(0, await push.PendingAsync());
    }

    [Fact]
    public async Task An_event_that_waited_for_days_rings_nowhere()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.LikeAsync(owner, liker, post, DateTimeOffset.UtcNow.AddDays(-2));
        Assert.Equal(0, await push.PendingAsync());
    }

    [Fact]
    public async Task Subscriptions_end_with_their_session_and_when_no_app_confirms_them()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        var (ended, open) = (Guid.NewGuid(), Guid.NewGuid());
        await push.SubscribeAsync(owner, "/send/ended", ended);
        await push.SubscribeAsync(owner, "/send/open", open);
        await push.SubscribeAsync(owner, "/send/old");
        await push.QueryAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"update push_subscriptions set confirmed_at = now() - interval '31 days' where endpoint like '%/old'"
            )
        );

        await push.QueryAsync(async db =>
        {
            await PushCleanup.DeleteExpiredAsync(db, [ended], TestContext.Current.CancellationToken);
            return 0;
        });

        Assert.Equal(open, await push.QueryAsync(db => db.PushSubscriptions.Select(s => s.SessionId).SingleAsync()));
    }

    [Fact]
    public async Task Nothing_is_left_of_the_browsers_of_a_deleted_account()
    {
        await using var push = await PushTestHost.StartAsync(postgres);
        await push.SubscribeAsync(owner);
        await push.SubscribeAsync(liker, "/send/2");
        await push.LikeAsync(owner, liker, post);
        await push.LikeAsync(liker, owner, Guid.NewGuid());

        await push.QueryAsync(async db =>
        {
            await using var work = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await new OnUserDeleted(db, TimeProvider.System).Handle(
                new() { UserId = $"{owner}" },
                new(Guid.NewGuid(), $"{owner}", DateTimeOffset.UtcNow),
                TestContext.Current.CancellationToken
            );
            await work.CommitAsync(TestContext.Current.CancellationToken);
            return 0;
        });

        Assert.Equal((1, 0), (await push.SubscriptionsAsync(), await push.PendingAsync()));
    }
}
