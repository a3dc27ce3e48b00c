using System.Buffers;

namespace Grpc.Core;

public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    public virtual void SetPayloadLength(int payloadLength) => throw new NotSupportedException();

    public virtual void Complete() => throw new NotSupportedException();
}

public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException();

    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException();
}

public class Marshaller<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
{
    public Action<T, SerializationContext> ContextualSerializer => serializer;
    public Func<DeserializationContext, T> ContextualDeserializer => deserializer;
}

public static class Marshallers
{
    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);

    public static Marshaller<T> Create<T>(Func<T, byte[]> serializer, Func<byte[], T> deserializer) =>
        new((message, context) => context.Complete(serializer(message)), context => deserializer(context.PayloadAsNewBuffer()));
}
