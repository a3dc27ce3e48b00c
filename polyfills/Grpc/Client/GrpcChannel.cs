using System.Collections.Concurrent;
using Grpc.Core;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    public HttpMessageHandler? HttpHandler { get; set; }

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
    bool disposed;

    GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (address.Scheme is not ("http" or "https"))
            throw new NotSupportedException($"Channel to {address}: only http and https addresses are supported.");
        this.address = address;
        MaxSend = options.MaxSendMessageSize;
        MaxReceive = options.MaxReceiveMessageSize;
        Http = new(options.HttpHandler ?? DefaultHandler(), disposeHandler: options.HttpHandler is null);
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
        Http.Dispose();
    }

    /// <summary>Calls are neither redirected nor do they carry cookies: two layers less on each.</summary>
    internal static SocketsHttpHandler DefaultHandler() =>
        new()
        {
            EnableMultipleHttp2Connections = true,
            AllowAutoRedirect = false,
            UseCookies = false,
        };

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
    public override AsyncUnaryCall<TS> AsyncUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
    {
        var call = new ClientCall<TQ, TS>(channel, m, o, q);
        return new(call.SingleAsync(), null!, call.GetStatus, call.GetTrailers, call.Dispose) { Headers = call.HeadersAsync };
    }

    public override AsyncServerStreamingCall<TS> AsyncServerStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
    {
        var call = new ClientCall<TQ, TS>(channel, m, o, q);
        return new(call, null!, call.GetStatus, call.GetTrailers, call.Dispose) { Headers = call.HeadersAsync };
    }

    public override AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
    {
        var call = new ClientCall<TQ, TS>(channel, m, o, null);
        return new(call.Requests!, call.SingleAsync(), null!, call.GetStatus, call.GetTrailers, call.Dispose)
        {
            Headers = call.HeadersAsync,
        };
    }

    public override AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
    {
        var call = new ClientCall<TQ, TS>(channel, m, o, null);
        return new(call.Requests!, call, null!, call.GetStatus, call.GetTrailers, call.Dispose) { Headers = call.HeadersAsync };
    }
}
