using System.Collections.Concurrent;
using Grpc.Core;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    public HttpClient? HttpClient { get; set; }
    public HttpMessageHandler? HttpHandler { get; set; }
    public bool DisposeHttpClient { get; set; }

    /// <summary>In bytes; null is without limit, as is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>In bytes; null is without limit, the default is 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 << 20;
}

/// <summary>Calls over HTTP/2; over <c>http</c> addresses by prior knowledge. Resolvers, balancing, retries and compression are not covered.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    readonly ConcurrentDictionary<IMethod, Uri> paths = new(ReferenceEqualityComparer.Instance);
    readonly Uri address;
    readonly bool owned;
    bool disposed;

    GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (address.Scheme is not ("http" or "https"))
            throw new NotSupportedException($"Channel to {address}: only http and https addresses are supported.");
        if (options is { HttpClient: not null, HttpHandler: not null })
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.");
        this.address = address;
        owned = options.DisposeHttpClient || options is { HttpClient: null, HttpHandler: null };
        MaxSend = options.MaxSendMessageSize;
        MaxReceive = options.MaxReceiveMessageSize;
        Http =
            options.HttpClient
            ?? new HttpMessageInvoker(options.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, owned);
    }

    internal HttpMessageInvoker Http { get; }
    internal int? MaxSend { get; }
    internal int? MaxReceive { get; }

    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address), new());

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new());

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions) => new(address, channelOptions);

    public override CallInvoker CreateCallInvoker() => new ChannelInvoker(this);

    public void Dispose()
    {
        disposed = true;
        if (owned)
            Http.Dispose();
    }

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    internal Uri PathOf(IMethod method)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return paths.GetOrAdd(method, static (m, address) => new Uri(address, m.FullName), address);
    }
}

sealed class ChannelInvoker(GrpcChannel channel) : CallInvoker
{
    public override TRes BlockingUnaryCall<TReq, TRes>(Method<TReq, TRes> method, string? host, CallOptions options, TReq request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncUnaryCall<TRes> AsyncUnaryCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    )
    {
        var call = new ClientCall<TReq, TRes>(channel, method, options, request);
        return new(call.SingleAsync(), call);
    }

    public override AsyncServerStreamingCall<TRes> AsyncServerStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options,
        TReq request
    )
    {
        var call = new ClientCall<TReq, TRes>(channel, method, options, request);
        return new(call, call);
    }

    public override AsyncClientStreamingCall<TReq, TRes> AsyncClientStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    )
    {
        var call = new ClientCall<TReq, TRes>(channel, method, options, null);
        return new(call.Requests!, call.SingleAsync(), call);
    }

    public override AsyncDuplexStreamingCall<TReq, TRes> AsyncDuplexStreamingCall<TReq, TRes>(
        Method<TReq, TRes> method,
        string? host,
        CallOptions options
    )
    {
        var call = new ClientCall<TReq, TRes>(channel, method, options, null);
        return new(call.Requests!, call, call);
    }
}
