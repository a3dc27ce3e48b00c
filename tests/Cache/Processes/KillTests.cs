using Social.Tests.Testing;

namespace Social.Tests.Caches.Processes;

/// <summary>Three processes, one of which is killed.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task One_that_is_killed_is_not_missed_and_one_that_takes_its_place_catches_up()
    {
        await using Relay toFirst = new(),
            toSecond = new(),
            toThird = new();
        var starting = new[]
        {
            ReplicaProcess.StartAsync([toSecond.Address, toThird.Address]),
            ReplicaProcess.StartAsync([toFirst.Address, toThird.Address]),
            ReplicaProcess.StartAsync([toFirst.Address, toSecond.Address]),
        };
        await using ReplicaProcess first = await starting[0],
            second = await starting[1],
            third = await starting[2];
        (toFirst.Target, toSecond.Target, toThird.Target) = (first.Rpc, second.Rpc, third.Rpc);
        await Wait.UntilAsync(async () =>
            await first.Reader.PutAsync("post:1", 1, "one")
            && await second.Reader.GetAsync("post:1") == "one"
            && await third.Reader.GetAsync("post:1") == "one"
        );

        await third.KillAsync();
        Assert.True(await second.Reader.PutAsync("post:2", 1, "two"));
        Assert.True(await first.Reader.PutAsync("post:1", 2, "newer"));
        await Wait.UntilAsync(async () =>
            await first.Reader.GetAsync("post:2") == "two" && await second.Reader.GetAsync("post:1") == "newer"
        );

        await using var fourth = await ReplicaProcess.StartAsync([toFirst.Address, toSecond.Address]);
        toThird.Target = fourth.Rpc;
        await Wait.UntilAsync(async () => await fourth.Reader.GetAsync("post:2") == "two");
        await Wait.UntilAsync(async () => await fourth.Reader.PutAsync("post:3", 1, "three", await first.Reader.LeaseAsync()));
        Assert.False(await fourth.Reader.PutAsync("post:1", 1, "one"));
    }
}
