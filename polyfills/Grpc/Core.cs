using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace Grpc.Core;

public enum StatusCode
{
    OK,
    Cancelled,
    Unknown,
    InvalidArgument,
    DeadlineExceeded,
    NotFound,
    AlreadyExists,
    PermissionDenied,
    ResourceExhausted = 8,
    FailedPrecondition,
    Aborted,
    OutOfRange,
    Unimplemented,
    Internal,
    Unavailable,
    DataLoss,
    Unauthenticated,
}

public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}

public readonly struct Status(StatusCode statusCode, string detail, Exception? debugException = null)
{
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");
    public StatusCode StatusCode => statusCode;
    public string Detail => detail;
    public Exception? DebugException => debugException;

    public override string ToString() => $"Status(StatusCode=\"{statusCode}\", Detail=\"{detail}\")";
}

public class RpcException(Status status, Metadata trailers, string message) : Exception(message, status.DebugException)
{
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString()) { }

    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message) { }

    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString()) { }

    public Status Status => status;
    public StatusCode StatusCode => status.StatusCode;
    public Metadata Trailers => trailers;
}

public sealed class Metadata : IList<Metadata.Entry>
{
    readonly List<Entry> entries = [];
    public static readonly Metadata Empty = new();
    public const string BinaryHeaderSuffix = "-bin";
    public Entry this[int index]
    {
        get => entries[index];
        set => entries[index] = value;
    }
    public int Count => entries.Count;
    public bool IsReadOnly => false;

    public Entry? Get(string key) => entries.FindLast(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public string? GetValue(string key) => Get(key)?.Value;

    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key) => entries.Where(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public void Add(string key, string value) => Add(new(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new(key, valueBytes));

    public void Add(Entry item) => entries.Add(item);

    public int IndexOf(Entry item) => entries.IndexOf(item);

    public void Insert(int index, Entry item) => entries.Insert(index, item);

    public void RemoveAt(int index) => entries.RemoveAt(index);

    public void Clear() => entries.Clear();

    public bool Contains(Entry item) => entries.Contains(item);

    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public bool Remove(Entry item) => entries.Remove(item);

    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    public class Entry
    {
        readonly string? value;
        readonly byte[]? bytes;

        public Entry(string key, string value)
        {
            Key = key.ToLowerInvariant();
            this.value = value;
        }

        public Entry(string key, byte[] valueBytes)
        {
            Key = key.ToLowerInvariant();
            bytes = valueBytes;
        }

        public string Key { get; }
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);
        public string Value => value ?? throw new InvalidOperationException("Binary entry");
        public byte[] ValueBytes => bytes ?? Encoding.ASCII.GetBytes(value!);
    }
}

public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    public virtual void SetPayloadLength(int payloadLength) { }

    public virtual void Complete() => throw new NotImplementedException();
}

public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
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
        new((m, c) => c.Complete(serializer(m)), c => deserializer(c.PayloadAsNewBuffer()));
}

public interface IMethod
{
    MethodType Type { get; }
    string ServiceName { get; }
    string Name { get; }
    string FullName { get; }
}

public class Method<TRequest, TResponse>(
    MethodType type,
    string serviceName,
    string name,
    Marshaller<TRequest> requestMarshaller,
    Marshaller<TResponse> responseMarshaller
) : IMethod
{
    public MethodType Type => type;
    public string ServiceName => serviceName;
    public string Name => name;
    public string FullName { get; } = $"/{serviceName}/{name}";
    public Marshaller<TRequest> RequestMarshaller => requestMarshaller;
    public Marshaller<TResponse> ResponseMarshaller => responseMarshaller;
}

[Flags]
public enum WriteFlags
{
    BufferHint = 1,
    NoCompress = 2,
}

public class WriteOptions(WriteFlags flags = 0)
{
    public static readonly WriteOptions Default = new();
    public WriteFlags Flags => flags;
}

public interface IAsyncStreamReader<out T>
{
    T Current { get; }
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }
    Task WriteAsync(T message);
    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(message);
    }
}

public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    Task CompleteAsync();
}

public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

public static class AsyncStreamReaderExtensions
{
    public static async IAsyncEnumerable<T> ReadAllAsync<T>(
        this IAsyncStreamReader<T> streamReader,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        while (await streamReader.MoveNext(cancellationToken))
            yield return streamReader.Current;
    }
}

public readonly struct CallOptions(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default)
{
    public Metadata? Headers => headers;
    public DateTime? Deadline => deadline;
    public CancellationToken CancellationToken => cancellationToken;

    public CallOptions WithHeaders(Metadata headers) => new(headers, Deadline, CancellationToken);

    public CallOptions WithDeadline(DateTime deadline) => new(Headers, deadline, CancellationToken);

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => new(Headers, Deadline, cancellationToken);
}

public delegate Task<TResponse> UnaryServerMethod<TRequest, TResponse>(TRequest request, ServerCallContext context);
public delegate Task ServerStreamingServerMethod<TRequest, TResponse>(
    TRequest request,
    IServerStreamWriter<TResponse> responseStream,
    ServerCallContext context
);
public delegate Task<TResponse> ClientStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream,
    ServerCallContext context
);
public delegate Task DuplexStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream,
    IServerStreamWriter<TResponse> responseStream,
    ServerCallContext context
);

[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    public Type BindType => bindType;
    public string BindMethodName => bindMethodName;
}

public class ServiceBinderBase
{
    public virtual void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();
}

public class ServerServiceDefinition
{
    readonly List<Action<ServiceBinderBase>> adds;

    ServerServiceDefinition(List<Action<ServiceBinderBase>> adds) => this.adds = adds;

    public static Builder CreateBuilder() => new();

    public void BindService(ServiceBinderBase serviceBinder) => adds.ForEach(a => a(serviceBinder));

    public class Builder
    {
        readonly List<Action<ServiceBinderBase>> adds = [];

        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class
        {
            adds.Add(b => b.AddMethod(method, handler));
            return this;
        }

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            ClientStreamingServerMethod<TRequest, TResponse> handler
        )
            where TRequest : class
            where TResponse : class
        {
            adds.Add(b => b.AddMethod(method, handler));
            return this;
        }

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            ServerStreamingServerMethod<TRequest, TResponse> handler
        )
            where TRequest : class
            where TResponse : class
        {
            adds.Add(b => b.AddMethod(method, handler));
            return this;
        }

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            DuplexStreamingServerMethod<TRequest, TResponse> handler
        )
            where TRequest : class
            where TResponse : class
        {
            adds.Add(b => b.AddMethod(method, handler));
            return this;
        }

        public ServerServiceDefinition Build() => new(adds);
    }
}

public abstract class ServerCallContext
{
    public string Method => MethodCore;
    public string Host => HostCore;
    public string Peer => PeerCore;
    public DateTime Deadline => DeadlineCore;
    public Metadata RequestHeaders => RequestHeadersCore;
    public CancellationToken CancellationToken => CancellationTokenCore;
    public Metadata ResponseTrailers => ResponseTrailersCore;
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }
    public IDictionary<object, object> UserState => UserStateCore;

    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    protected abstract string MethodCore { get; }
    protected abstract string HostCore { get; }
    protected abstract string PeerCore { get; }
    protected abstract DateTime DeadlineCore { get; }
    protected abstract Metadata RequestHeadersCore { get; }
    protected abstract CancellationToken CancellationTokenCore { get; }
    protected abstract Metadata ResponseTrailersCore { get; }
    protected abstract Status StatusCore { get; set; }
    protected virtual IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);
}

public abstract class ChannelBase(string target)
{
    public string Target => target;
    public abstract CallInvoker CreateCallInvoker();

    public virtual Task ShutdownAsync() => Task.CompletedTask;
}

public abstract class CallInvoker
{
    public abstract TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
        where TRequest : class
        where TResponse : class;
    public abstract AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
        where TRequest : class
        where TResponse : class;
    public abstract AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
        where TRequest : class
        where TResponse : class;
    public abstract AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
        where TRequest : class
        where TResponse : class;
    public abstract AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
        where TRequest : class
        where TResponse : class;
}

public abstract class ClientBase
{
    protected ClientBase() => CallInvoker = null!;

    protected ClientBase(ClientBaseConfiguration configuration) => CallInvoker = configuration.Invoker;

    protected ClientBase(ChannelBase channel) => CallInvoker = channel.CreateCallInvoker();

    protected ClientBase(CallInvoker callInvoker) => CallInvoker = callInvoker;

    protected CallInvoker CallInvoker { get; }

    // Generated clients name this type without qualification: it must be nested in the base class and accessible to derived ones.
    protected internal class ClientBaseConfiguration
    {
        internal CallInvoker Invoker { get; }

        internal ClientBaseConfiguration(CallInvoker invoker) => Invoker = invoker;
    }
}

public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    protected ClientBase() { }

    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration) { }

    protected ClientBase(ChannelBase channel)
        : base(channel) { }

    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker) { }

    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

public sealed class AsyncUnaryCall<TResponse>(
    Task<TResponse> responseAsync,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : IDisposable
{
    public Task<TResponse> ResponseAsync => responseAsync;
    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync;

    public TaskAwaiter<TResponse> GetAwaiter() => responseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        responseAsync.ConfigureAwait(continueOnCapturedContext);

    public Status GetStatus() => getStatusFunc();

    public Metadata GetTrailers() => getTrailersFunc();

    public void Dispose() => disposeAction();
}

public sealed class AsyncServerStreamingCall<TResponse>(
    IAsyncStreamReader<TResponse> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : IDisposable
{
    public IAsyncStreamReader<TResponse> ResponseStream => responseStream;
    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync;

    public Status GetStatus() => getStatusFunc();

    public Metadata GetTrailers() => getTrailersFunc();

    public void Dispose() => disposeAction();
}

public sealed class AsyncClientStreamingCall<TRequest, TResponse>(
    IClientStreamWriter<TRequest> requestStream,
    Task<TResponse> responseAsync,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : IDisposable
{
    public IClientStreamWriter<TRequest> RequestStream => requestStream;
    public Task<TResponse> ResponseAsync => responseAsync;
    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync;

    public TaskAwaiter<TResponse> GetAwaiter() => responseAsync.GetAwaiter();

    public Status GetStatus() => getStatusFunc();

    public Metadata GetTrailers() => getTrailersFunc();

    public void Dispose() => disposeAction();
}

public sealed class AsyncDuplexStreamingCall<TRequest, TResponse>(
    IClientStreamWriter<TRequest> requestStream,
    IAsyncStreamReader<TResponse> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : IDisposable
{
    public IClientStreamWriter<TRequest> RequestStream => requestStream;
    public IAsyncStreamReader<TResponse> ResponseStream => responseStream;
    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync;

    public Status GetStatus() => getStatusFunc();

    public Metadata GetTrailers() => getTrailersFunc();

    public void Dispose() => disposeAction();
}
