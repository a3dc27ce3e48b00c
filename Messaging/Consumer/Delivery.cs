using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;
using Google.Protobuf;
using Social.Contracts;

namespace Social.Messaging.Consumer;

/// <summary>A record of the broker, read as far as it can be. <paramref name="ParseError"/> says why an envelope is no envelope.</summary>
sealed record Delivery(string Topic, int Partition, long Offset, byte[] Bytes, Envelope Envelope, Guid EventId, string? ParseError)
{
    public static Delivery From(ConsumeResult<byte[]?, byte[]?> record)
    {
        var bytes = record.Message.Value ?? [];
        var (envelope, id, parseError) = Read(bytes);
        if (parseError is not null)
        {
            // No id of its own: one made of where it stands and what it is makes it one dead letter, however often it is delivered.
            var place = Encoding.UTF8.GetBytes($"{record.Topic}/{record.Partition.Value}/{record.Offset.Value}/");
            id = new Guid(SHA256.HashData([.. place, .. bytes]).AsSpan(0, 16));
            envelope = new() { AggregateId = record.Message.Key is { } key ? Convert.ToHexStringLower(key) : "" };
        }
        return new(record.Topic, record.Partition.Value, record.Offset.Value, bytes, envelope, id, parseError);
    }

    /// <summary>The parts of an envelope and null, or what is wrong with it.</summary>
    public static (Envelope Envelope, Guid Id, string? ParseError) Read(byte[] bytes)
    {
        try
        {
            var envelope = Envelope.Parser.ParseFrom(bytes);
            var parseError =
                !Guid.TryParse(envelope.Id, out var id) ? "The envelope has no event id."
                : envelope.Type.Length == 0 ? "The envelope names no type."
                : envelope.AggregateId.Length == 0 ? "The envelope names no aggregate."
                : null;
            return (envelope, id, parseError);
        }
        catch (InvalidProtocolBufferException e)
        {
            return (new(), Guid.Empty, $"The record is no envelope: {e.Message}");
        }
    }

    public EventContext Context =>
        new(EventId, Envelope.AggregateId, Envelope.OccurredAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch, Envelope.Republished);
}
