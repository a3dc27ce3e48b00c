using System.Diagnostics;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.Outbox;

/// <summary>An event that was saved with the state it reports and waits to be sent; the relay deletes it once the broker has it.</summary>
sealed class OutboxEvent
{
    /// <summary>Far below what brokers accept (1 MB): the relay must never have to skip an event that the broker refuses.</summary>
    public const int MaxPayload = 256 * 1024;

    /// <summary>Ascends with the facts of one aggregate; those of others may become visible out of order.</summary>
    public long Sequence { get; init; }
    public Guid Id { get; init; }
    public required string Topic { get; init; }
    public Guid Key { get; init; }
    public required string Type { get; init; }
    public required byte[] Payload { get; init; }
    public string? TraceParent { get; init; }
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The event repeats an earlier one with the current state.</summary>
    public bool Republished { get; init; }

    public static OutboxEvent From<TEvent>(string topic, Guid aggregate, TEvent e, DateTimeOffset now, bool republished)
        where TEvent : IMessage<TEvent>
    {
        var payload = e.ToByteArray();
        if (payload.Length > MaxPayload)
            throw new InvalidOperationException($"{e.Descriptor.Name} has {payload.Length} bytes; events carry ids, not content.");
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Topic = topic,
            Key = aggregate,
            Type = e.Descriptor.FullName,
            Payload = payload,
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var id } ? id : null,
            OccurredAt = now,
            Republished = republished,
        };
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<OutboxEvent>(e =>
        {
            e.ToTable("outbox").HasKey(x => x.Sequence);
            e.Property(x => x.Sequence).UseIdentityAlwaysColumn();
            e.Property(x => x.Id).HasColumnName("event_id");
        });
}

/// <summary>The topic of the service's own events.</summary>
sealed record OwnTopic(string? Name);
