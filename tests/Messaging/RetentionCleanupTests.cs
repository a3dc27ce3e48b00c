using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.Messaging;

namespace Social.Tests.Messaging;

public sealed class RetentionCleanupTests(Engines engines)
{
    [Fact]
    public async Task Inbox_entries_are_deleted_after_fourteen_days_and_unsent_events_never()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.WriteFactsAsync(Guid.CreateVersion7(), count: 6);
        await using (var connection = await environment.ConnectAsync())
        {
            await TestEnvironment.RunAsync(
                connection,
                """
                UPDATE outbox SET occurred_at = now() - interval '1 year';
                INSERT INTO inbox SELECT 'h', gen_random_uuid(), now() - make_interval(days => n) FROM generate_series(11, 16) n
                """
            );
        }
        var cleanup = environment.Writer.GetServices<IHostedService>().OfType<RetentionCleanup>().Single();
        Assert.Equal(3, await cleanup.RemoveExpiredAsync(default));
        Assert.Equal(6, await environment.CountAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(3, await environment.CountAsync("SELECT count(*) FROM inbox"));
    }
}
