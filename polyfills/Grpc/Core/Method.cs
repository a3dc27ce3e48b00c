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

public class Method<TReq, TRes>(
    MethodType type,
    string serviceName,
    string name,
    Marshaller<TReq> requestMarshaller,
    Marshaller<TRes> responseMarshaller
) : IMethod
{
    public MethodType Type => type;
    public string ServiceName => serviceName;
    public string Name => name;
    public string FullName { get; } = $"/{serviceName}/{name}";
    public Marshaller<TReq> RequestMarshaller => requestMarshaller;
    public Marshaller<TRes> ResponseMarshaller => responseMarshaller;
}

public delegate Task<TRes> UnaryServerMethod<TReq, TRes>(TReq request, ServerCallContext context)
    where TReq : class
    where TRes : class;

public delegate Task<TRes> ClientStreamingServerMethod<TReq, TRes>(IAsyncStreamReader<TReq> requestStream, ServerCallContext context)
    where TReq : class
    where TRes : class;

public delegate Task ServerStreamingServerMethod<TReq, TRes>(
    TReq request,
    IServerStreamWriter<TRes> responseStream,
    ServerCallContext context
)
    where TReq : class
    where TRes : class;

public delegate Task DuplexStreamingServerMethod<TReq, TRes>(
    IAsyncStreamReader<TReq> requestStream,
    IServerStreamWriter<TRes> responseStream,
    ServerCallContext context
)
    where TReq : class
    where TRes : class;
