using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.Messaging;
using Social.Tests.Ledgers;

namespace Social.Tests.Messaging;

public sealed class OrderTests(Engines engines)
{
    [Fact]
    public async Task Events_of_concurrent_writers_on_one_aggregate_are_applied_in_the_order_of_the_facts()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
        Guid[] keys = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 300),
            new ParallelOptions { MaxDegreeOfParallelism = 12 },
            async (i, _) => await environment.WriteFactsAsync(keys[i % 3], count: 1 + (i % 4))
        );
        await environment.AllAppliedAsync();
    }

    [Fact]
    public async Task Many_events_of_one_save_keep_the_order_in_which_they_were_published()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
        await environment.WriteFactsAsync(Guid.CreateVersion7(), count: 700);
        await environment.AllAppliedAsync();
    }

    [Fact]
    public async Task Event_without_the_lock_of_its_aggregate_is_refused()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await using var scope = environment.Writer.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var key = Guid.CreateVersion7();
        Assert.Throws<InvalidOperationException>(() => db.Publish(key, new UserFollowed()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.LockAsync([key], default));
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.LockAsync([key], default);
            db.Publish(key, new UserFollowed());
            Assert.Throws<InvalidOperationException>(() => db.Publish(Guid.CreateVersion7(), new UserFollowed()));
        }
        await using (var later = await db.Database.BeginTransactionAsync())
            Assert.Throws<InvalidOperationException>(() => db.Publish(key, new UserFollowed()));
    }

    [Fact]
    public async Task Event_of_what_the_transaction_creates_needs_no_lock_of_the_database()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await using var scope = environment.Writer.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var key = Guid.CreateVersion7();
        Assert.Throws<InvalidOperationException>(() => db.LockCreated(key));
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.LockCreated(key);
            db.Publish(key, new UserFollowed());
            Assert.Throws<InvalidOperationException>(() => db.Publish(Guid.CreateVersion7(), new UserFollowed()));
        }
        await using (var later = await db.Database.BeginTransactionAsync())
            Assert.Throws<InvalidOperationException>(() => db.Publish(key, new UserFollowed()));
    }
}
