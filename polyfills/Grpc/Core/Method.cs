namespace Grpc.Core;

public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}

public interface IMethod
{
    MethodType Type { get; }
    string ServiceName { get; }
    string Name { get; }
    string FullName { get; }
}

public class Method<TQ, TS>(
    MethodType type,
    string serviceName,
    string name,
    Marshaller<TQ> requestMarshaller,
    Marshaller<TS> responseMarshaller
) : IMethod
{
    public MethodType Type => type;
    public string ServiceName => serviceName;
    public string Name => name;
    public string FullName { get; } = $"/{serviceName}/{name}";
    public Marshaller<TQ> RequestMarshaller => requestMarshaller;
    public Marshaller<TS> ResponseMarshaller => responseMarshaller;
}

public delegate Task<TS> UnaryServerMethod<TQ, TS>(TQ request, ServerCallContext context);
public delegate Task<TS> ClientStreamingServerMethod<TQ, TS>(IAsyncStreamReader<TQ> requestStream, ServerCallContext context);
public delegate Task ServerStreamingServerMethod<TQ, TS>(TQ request, IServerStreamWriter<TS> responseStream, ServerCallContext context);
public delegate Task DuplexStreamingServerMethod<TQ, TS>(
    IAsyncStreamReader<TQ> requestStream,
    IServerStreamWriter<TS> responseStream,
    ServerCallContext context
);
