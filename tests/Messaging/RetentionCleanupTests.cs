using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Social.Messaging;
using Social.Messaging.Outbox;

namespace Social.Tests.Messaging;

public sealed class RetentionCleanupTests(Engines engines)
{
    [Fact]
    public async Task Sent_events_go_after_three_days_inbox_entries_after_fourteen_and_the_unsent_never()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StateAsync(Guid.CreateVersion7(), count: 6);
        await using (var connection = await environment.ConnectAsync())
        {
            await using var age = new NpgsqlCommand(
                """
                UPDATE outbox SET occurred_at = now() - interval '1 year';
                UPDATE outbox SET sent_at = now() - interval '73 hours' WHERE sequence <= 2;
                UPDATE outbox SET sent_at = now() - interval '71 hours' WHERE sequence = 3;
                INSERT INTO inbox SELECT 'h', gen_random_uuid(), now() - make_interval(days => n) FROM generate_series(11, 16) n
                """,
                connection
            );
            await age.ExecuteNonQueryAsync();
        }
        var housekeeping = environment.Writer.GetServices<IHostedService>().OfType<RetentionCleanup>().Single();
        Assert.Equal((2, 3), await housekeeping.RemoveExpiredAsync(default));
        Assert.Equal(4, await environment.CountAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(3, await environment.CountAsync("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task What_was_sent_about_the_gone_goes_also_when_its_writer_read_the_clock_later_than_they_went()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var (gone, here, key) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.StateAsync(key, count: 4);
        await using (var connection = await environment.ConnectAsync())
        {
            await using var tell = new NpgsqlCommand(
                $"""
                INSERT INTO gone (user_id, gone_at) VALUES ('{gone}', now());
                UPDATE outbox SET occurred_at = now() + interval '1 second', sent_at = now(), payload = convert_to('by {gone}', 'UTF8');
                UPDATE outbox SET payload = convert_to('by {here}', 'UTF8') WHERE sequence = 1;
                UPDATE outbox SET sent_at = NULL WHERE sequence = 2
                """,
                connection
            );
            await tell.ExecuteNonQueryAsync();
        }
        var housekeeping = environment.Writer.GetServices<IHostedService>().OfType<RetentionCleanup>().Single();
        Assert.Equal(2, await housekeeping.RemoveEventsOfDeletedUsersAsync(default));
        Assert.Equal([1, 2], await environment.AskAsync(db => db.Set<OutboxEvent>().Select(e => (int)e.Sequence).Order().ToListAsync()));
    }
}
