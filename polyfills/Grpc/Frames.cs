using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

static class Frames
{
    public static byte[] Encode<T>(Marshaller<T> marshaller, T message)
    {
        var context = new Out();
        marshaller.ContextualSerializer(message, context);
        var frame = context.Buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        return frame;
    }

    public static async ValueTask<(bool Any, T Message)> ReadAsync<T>(
        PipeReader reader,
        Marshaller<T> marshaller,
        int max,
        CancellationToken stop
    )
    {
        while (true)
        {
            var result = await reader.ReadAsync(stop);
            var buffer = result.Buffer;
            if (TryHeader(buffer, max, out var length) && buffer.Length >= 5 + length)
            {
                var message = marshaller.ContextualDeserializer(new In(buffer.Slice(5, length)));
                reader.AdvanceTo(buffer.GetPosition(5 + length));
                return (true, message);
            }
            if (result.IsCompleted)
                return buffer.IsEmpty ? (false, default!) : throw new RpcException(new(StatusCode.Internal, "Incomplete message."));
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    static bool TryHeader(ReadOnlySequence<byte> buffer, int max, out int length)
    {
        length = 0;
        if (buffer.Length < 5)
            return false;
        Span<byte> header = stackalloc byte[5];
        buffer.Slice(0, 5).CopyTo(header);
        length = BinaryPrimitives.ReadInt32BigEndian(header[1..]);
        if (header[0] != 0)
            throw new RpcException(new(StatusCode.Unimplemented, "Compressed message."));
        if (length < 0 || length > max)
            throw new RpcException(new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
        return true;
    }

    sealed class Out : SerializationContext
    {
        public readonly ArrayBufferWriter<byte> Buffer = new(256);

        public Out() => Buffer.Write(new byte[5]);

        public override IBufferWriter<byte> GetBufferWriter() => Buffer;

        public override void Complete() { }

        public override void Complete(byte[] payload) => Buffer.Write(payload);
    }

    sealed class In(ReadOnlySequence<byte> payload) : DeserializationContext
    {
        public override int PayloadLength => (int)payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;
    }
}
