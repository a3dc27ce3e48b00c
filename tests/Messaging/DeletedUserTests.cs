using Microsoft.EntityFrameworkCore;
using Social.Messaging.DeletedUsers;

namespace Social.Tests.Messaging;

public sealed class DeletedUserTests(Engines engines)
{
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public async Task Marking_a_user_as_deleted_removes_their_events_and_no_others()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var (deleted, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.WriteFactsAsync(deleted, 2);
        await environment.WriteFactsAsync(other, 3);

        Assert.True(await MarkAsync(environment, deleted));
        Assert.False(await MarkAsync(environment, deleted));

        Assert.Equal(3, await environment.CountAsync("SELECT count(*) FROM outbox"));
        var found = await environment.QueryAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            return await db.LockAndFindDeletedUsersAsync([deleted, other, deleted], default);
        });
        Assert.Equal([deleted], found);
    }

    [Fact]
    public async Task Deletion_waits_for_a_write_that_locked_the_user_and_writes_do_not_wait_for_each_other()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var person = Guid.CreateVersion7();
        Task<bool>? deletion = null;
        await environment.QueryAsync(async db =>
        {
            await using var write = await db.Database.BeginTransactionAsync();
            Assert.Empty(await db.LockAndFindDeletedUsersAsync([person], default));
            // Another writer about the same person does not wait.
            await environment.QueryAsync(async other =>
            {
                await using var second = await other.Database.BeginTransactionAsync();
                return await other.LockAndFindDeletedUsersAsync([person], default);
            });
            deletion = MarkAsync(environment, person);
            await environment.LockIsWaitedForAsync();
            Assert.False(deletion.IsCompleted);
            await write.CommitAsync();
            return true;
        });
        Assert.True(await deletion!);
    }

    [Fact]
    public async Task Finding_deleted_users_without_a_transaction_is_refused()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            environment.QueryAsync(db => db.LockAndFindDeletedUsersAsync([Guid.CreateVersion7()], default))
        );
    }

    static Task<bool> MarkAsync(TestEnvironment environment, Guid person) =>
        environment.QueryAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var fresh = await db.MarkUserDeletedAsync(person, Now, default);
            await transaction.CommitAsync();
            return fresh;
        });
}
