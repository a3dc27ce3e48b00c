using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Messages out of a stream of bytes: a flag, four bytes of length, the payload.</summary>
static class FrameReader
{
    public const int HeaderSize = 5;

    /// <summary>The next message, null at the end of the stream. The peer's grpc-encoding tells what is wrong with a compressed message.</summary>
    public static async ValueTask<T?> ReadAsync<T>(
        PipeReader reader,
        Marshaller<T> marshaller,
        int? limit,
        string? encoding,
        CancellationToken stop
    )
        where T : class
    {
        while (true)
        {
            var result = await reader.ReadAsync(stop);
            var buffer = result.Buffer;
            if (result.IsCanceled)
                throw new OperationCanceledException(stop);
            if (buffer.Length >= HeaderSize && buffer.Length - HeaderSize >= Length(buffer, limit, encoding, out var length))
            {
                var payload = buffer.Slice(HeaderSize, length);
                var message = marshaller.ContextualDeserializer(new Payload(payload));
                reader.AdvanceTo(payload.End);
                return message;
            }
            if (result.IsCompleted)
                return buffer.IsEmpty ? null : throw new RpcException(new(StatusCode.Internal, "Incomplete message."));
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    static long Length(ReadOnlySequence<byte> buffer, int? limit, string? encoding, out long length)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        if (header[0] == 1)
            throw new RpcException(
                encoding is null or Headers.Identity
                    ? new(StatusCode.Internal, "Compressed message without a grpc-encoding that says how.")
                    : new(
                        StatusCode.Unimplemented,
                        $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {Headers.Identity}"
                    )
            );
        if (header[0] != 0)
            throw new RpcException(new(StatusCode.Internal, "Unexpected compressed flag value in message header."));
        length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= (limit ?? int.MaxValue)
            ? length
            : throw new RpcException(new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
    }

    sealed class Payload(ReadOnlySequence<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => (int)bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => bytes;
    }
}
