using Microsoft.EntityFrameworkCore;
using Social.Messaging;

namespace Social.Tests.Messaging;

public sealed class AfterCommitTests(Engines engines)
{
    [Fact]
    public async Task Action_runs_once_after_the_commit_and_never_after_a_rollback()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var done = new List<string>();
        await environment.QueryAsync(async db =>
        {
            await using (await db.Database.BeginTransactionAsync())
                db.AfterCommit(() => done.Add("rolled back"));
            Assert.Throws<InvalidOperationException>(() => db.AfterCommit(() => done.Add("no transaction")));
            for (var i = 0; i < 2; i++)
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                if (i == 0)
                {
                    db.AfterCommit(() => done.Add("first"));
                    db.AfterCommit(() => done.Add("second"));
                }
                Assert.Equal(i == 0 ? 0 : 2, done.Count);
                await transaction.CommitAsync();
            }
            return true;
        });
        Assert.Equal(["first", "second"], done);
    }
}
