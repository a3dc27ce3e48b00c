using Microsoft.EntityFrameworkCore;
using Social.Messaging.DeletedUsers;

namespace Social.Tests.Messaging;

public sealed class DeletedUserTests(Engines engines)
{
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public async Task Only_those_who_went_are_gone_and_their_events_with_them()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var (gone, here) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.StateAsync(gone, 2);
        await environment.StateAsync(here, 3);

        Assert.True(await MarkAsync(environment, gone));
        Assert.False(await MarkAsync(environment, gone));

        Assert.Equal(3, await environment.CountAsync("SELECT count(*) FROM outbox"));
        var asked = await environment.AskAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            return await db.LockAndFindDeletedUsersAsync([gone, here, gone], default);
        });
        Assert.Equal([gone], asked);
    }

    [Fact]
    public async Task A_write_that_asked_first_is_waited_for_and_others_are_not()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var person = Guid.CreateVersion7();
        Task<bool>? going = null;
        await environment.AskAsync(async db =>
        {
            await using var write = await db.Database.BeginTransactionAsync();
            Assert.Empty(await db.LockAndFindDeletedUsersAsync([person], default));
            // Another writer about the same person does not wait.
            await environment.AskAsync(async other =>
            {
                await using var second = await other.Database.BeginTransactionAsync();
                return await other.LockAndFindDeletedUsersAsync([person], default);
            });
            going = MarkAsync(environment, person);
            while (await environment.CountAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
                await Task.Delay(10);
            Assert.False(going.IsCompleted);
            await write.CommitAsync();
            return true;
        });
        Assert.True(await going!);
    }

    [Fact]
    public async Task Without_a_transaction_the_answer_would_be_worth_nothing()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            environment.AskAsync(db => db.LockAndFindDeletedUsersAsync([Guid.CreateVersion7()], default))
        );
    }

    static Task<bool> MarkAsync(TestEnvironment environment, Guid person) =>
        environment.AskAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var fresh = await db.MarkUserDeletedAsync(person, Now, default);
            await transaction.CommitAsync();
            return fresh;
        });
}
