using System.Diagnostics;
using Confluent.Kafka;
using Google.Protobuf;
using Social.Contracts;
using Social.Messaging.Kafka;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Social.Messaging.Outbox;

/// <summary>Hands batches to the broker and waits for every confirmation.</summary>
sealed class EventSender(IProducer<byte[], byte[]> producer, BrokerReconnector reconnector) : IDisposable
{
    /// <summary>
    /// Sends the rows and waits until the broker has answered for each, through an outage too. Returns how many from the front it has
    /// confirmed.
    /// </summary>
    public async Task<(int Confirmed, Error? Refusal)> SendAsync(List<OutboxRow> rows)
    {
        var refusals = new Error?[rows.Count];
        var open = rows.Count;
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < rows.Count; i++)
        {
            var at = i;
            producer.Produce(
                rows[i].Topic,
                MessageOf(rows[i]),
                report =>
                {
                    refusals[at] = report.Error.IsError ? report.Error : null;
                    if (Interlocked.Decrement(ref open) == 0)
                        answered.SetResult();
                }
            );
        }
        await answered.Task;
        var first = Array.FindIndex(refusals, r => r is not null);
        return first < 0 ? (rows.Count, null) : (first, refusals[first]);
    }

    /// <summary>For a batch that takes long: the client may know no broker any more.</summary>
    public Task ReconnectIfLostAsync(CancellationToken stop) => reconnector.ReconnectIfLostAsync(producer, stop);

    /// <summary>Drops what the broker has not confirmed yet; the next lease holder sends it again.</summary>
    public void Dispose() => producer.Dispose();

    static Message<byte[], byte[]> MessageOf(OutboxRow row)
    {
        using var span = ActivityContext.TryParse(row.TraceParent, null, isRemote: true, out var parent)
            ? EventTelemetry.Source.StartActivity($"send {row.Type}", ActivityKind.Producer, parent)
            : null;
        var key = row.Key.ToString();
        var envelope = new Envelope
        {
            Id = row.Id.ToString(),
            Type = row.Type,
            OccurredAt = Timestamp.FromDateTime(row.OccurredAt),
            TraceParent = span?.Id ?? row.TraceParent ?? "",
            AggregateId = key,
            Payload = row.Payload,
            Republished = row.Republished,
        };
        return new() { Key = System.Text.Encoding.ASCII.GetBytes(key), Value = envelope.ToByteArray() };
    }
}
