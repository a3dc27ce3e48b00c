using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>One message into a buffer. Generated code tells the length first, and then writes straight into the target.</summary>
sealed class FrameWriter(IBufferWriter<byte> target, int? limit) : SerializationContext
{
    bool started;
    ArrayBufferWriter<byte>? unsized;

    public static void Write<T>(IBufferWriter<byte> target, Marshaller<T> marshaller, T message, int? limit) =>
        marshaller.ContextualSerializer(message, new FrameWriter(target, limit));

    public override void SetPayloadLength(int payloadLength)
    {
        if (payloadLength > (limit ?? int.MaxValue))
            throw new RpcException(new(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
        // A pooled array is fetched at its full size; a pipe is better filled in its own small segments.
        var header = target.GetSpan(target is PooledBuffer ? FrameReader.HeaderSize + payloadLength : FrameReader.HeaderSize);
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], payloadLength);
        target.Advance(FrameReader.HeaderSize);
        started = true;
    }

    public override IBufferWriter<byte> GetBufferWriter() => started ? target : unsized ??= new();

    public override void Complete(byte[] payload)
    {
        if (!started)
            SetPayloadLength(payload.Length);
        target.Write(payload);
    }

    public override void Complete()
    {
        if (unsized is null)
            return;
        SetPayloadLength(unsized.WrittenCount);
        target.Write(unsized.WrittenSpan);
    }
}

/// <summary>A growing buffer out of the shared pool.</summary>
sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(256);
    int count;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var wanted = count + Math.Max(sizeHint, 1);
        if (wanted > bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, bytes.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
        return bytes.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
