using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Messaging.DeadLetters;
using Social.Tests.Ledgers;

namespace Social.Tests.Messaging;

/// <summary>A process that still handles an event of a partition which another one owns by now.</summary>
public sealed class StaleOwnerTests(Engines engines)
{
    [Fact]
    public async Task Stale_owner_does_not_dead_letter_what_the_new_owner_is_applying()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var delivery = Deliver();
        var store = environment.Writer.GetRequiredService<DeadLetterStore>();
        Task<bool>? stale = null;
        await environment.QueryAsync(async db =>
        {
            await using var applying = await db.Database.BeginTransactionAsync();
            Assert.Equal(Entry.Entered, await db.EnterAsync(nameof(OnFact), delivery, default));
            stale = store.AddAsync(nameof(OnFact), delivery, new TimeoutException("Too late."), failures: 3, default);
            await environment.LockIsWaitedForAsync();
            await applying.CommitAsync();
            return true;
        });
        Assert.True(await stale!);
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task New_owner_does_not_apply_what_a_stale_owner_is_dead_lettering()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var delivery = Deliver();
        Task<Entry>? applying = null;
        await environment.QueryAsync(async db =>
        {
            await using var adding = await db.Database.BeginTransactionAsync();
            await db.LockPartitionAsync(delivery.Topic, delivery.Partition, default);
            applying = environment.QueryAsync(async other =>
            {
                await using var transaction = await other.Database.BeginTransactionAsync();
                return await other.EnterAsync(nameof(OnFact), delivery, default);
            });
            await environment.LockIsWaitedForAsync();
            db.Add(
                new DeadLetter
                {
                    Handler = nameof(OnFact),
                    Topic = delivery.Topic,
                    Key = delivery.Envelope.AggregateId,
                    EventId = delivery.EventId,
                    Type = delivery.Envelope.Type,
                    Envelope = delivery.Bytes,
                    Error = "",
                    DeadLetteredAt = DateTimeOffset.UtcNow,
                }
            );
            await db.SaveChangesAsync();
            await adding.CommitAsync();
            return true;
        });
        Assert.Equal(Entry.Behind, await applying!);
    }

    static Delivery Deliver()
    {
        var id = Guid.CreateVersion7();
        var envelope = new Envelope
        {
            Id = id.ToString(),
            Type = "social.events.v1.UserFollowed",
            AggregateId = Guid.CreateVersion7().ToString(),
        };
        return new("topic", 0, 0, envelope.ToByteArray(), envelope, id, null);
    }
}
