using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Social.Chats;
using Social.ServiceDefaults.Errors;
using Social.Tests.WholeSystem.Fixture;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>How much one person and one room may do, by the Redis of the system and two instances' limits.</summary>
public sealed class LimitTests(SystemFixture system)
{
    static readonly ChatOptions Options = new()
    {
        MessagesPerMinute = 4,
        RoomMessagesPerMinute = 6,
        ChangesPerMinute = 2,
        Connections = 3,
    };

    [Fact]
    public async Task A_limit_holds_for_all_instances_together_and_who_is_refused_counts_for_nothing()
    {
        await using var one = await RedisClient.ConnectAsync(system);
        await using var other = await RedisClient.ConnectAsync(system);
        ChatLimits[] instances = [Limits(one), Limits(other)];
        var (writer, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var (room, elsewhere) = (Guid.NewGuid(), Guid.NewGuid());

        for (var i = 0; i < 4; i++)
            await instances[i % 2].CountMessageAsync(writer, room, default);
        foreach (var instance in instances)
        {
            var refusal = await Assert.ThrowsAsync<FaultException>(() => instance.CountMessageAsync(writer, room, default));
            Assert.Equal(Fault.TooMany, refusal.Fault);
            Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }
        foreach (var instance in instances)
            await instance.CountMessageAsync(second, room, default);
        await Assert.ThrowsAsync<FaultException>(() => instances[0].CountMessageAsync(third, room, default));
        for (var i = 0; i < 4; i++)
            await instances[i % 2].CountMessageAsync(third, elsewhere, default);
        foreach (var instance in instances)
            await instance.CountChangeAsync(writer, default);
        await Assert.ThrowsAsync<FaultException>(() => instances[0].CountChangeAsync(writer, default));
    }

    [Fact]
    public async Task Sockets_of_all_instances_count_until_they_are_closed_or_their_instance_was_killed()
    {
        await using var one = await RedisClient.ConnectAsync(system);
        await using var other = await RedisClient.ConnectAsync(system);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        ChatLimits[] instances = [Limits(one, clock), Limits(other, clock)];
        var (person, stranger) = (Guid.NewGuid(), Guid.NewGuid());

        foreach (var socket in (string[])["a0", "b1", "c0"])
            Assert.True(await instances[socket[1] - '0'].TryAddSocketAsync(person, socket, default));
        foreach (var instance in instances)
            Assert.False(await instance.TryAddSocketAsync(person, "d0", default));
        Assert.True(await instances[0].TryAddSocketAsync(stranger, "e0", default));
        await instances[1].RemoveSocketAsync(person, "b1", default);
        Assert.True(await instances[0].TryAddSocketAsync(person, "d0", default));

        // One instance goes on renewing what it has, the other one was killed: two of three expire.
        clock.Advance(2 * Options.Heartbeat);
        await instances[0].RenewSocketsAsync(person, ["a0"], default);
        clock.Advance(2 * Options.Heartbeat);
        Assert.True(await instances[1].TryAddSocketAsync(person, "f1", default));
        Assert.True(await instances[1].TryAddSocketAsync(person, "g1", default));
        Assert.False(await instances[1].TryAddSocketAsync(person, "h1", default));
    }

    [Fact]
    public async Task Nobody_is_refused_while_Redis_does_not_answer()
    {
        await using var nowhere = await ConnectionMultiplexer.ConnectAsync("127.0.0.1:1,abortConnect=false,connectTimeout=100");
        var limits = Limits(nowhere);
        var person = Guid.NewGuid();
        for (var i = 0; i < 10; i++)
        {
            await limits.CountMessageAsync(person, person, default);
            Assert.True(await limits.TryAddSocketAsync(person, $"{i}", default));
            await limits.RenewSocketsAsync(person, [$"{i}"], default);
        }
        await limits.RemoveSocketAsync(person, "0", default);
    }

    static ChatLimits Limits(ConnectionMultiplexer redis, TimeProvider? clock = null) =>
        new(redis, Microsoft.Extensions.Options.Options.Create(Options), clock ?? TimeProvider.System, NullLogger<ChatLimits>.Instance);
}
