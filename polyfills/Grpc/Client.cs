using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.Net.Client
{
    public sealed class GrpcChannelOptions
    {
        public HttpClient? HttpClient { get; set; }
        public HttpMessageHandler? HttpHandler { get; set; }
        public int? MaxReceiveMessageSize { get; set; } = 4 << 20;
    }

    public sealed class GrpcChannel : ChannelBase, IDisposable
    {
        readonly HttpInvoker invoker;
        readonly HttpClient? own;

        GrpcChannel(Uri address, GrpcChannelOptions o)
            : base(address.ToString())
        {
            var http =
                o.HttpClient
                ?? (
                    own = new(o.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
                    {
                        Timeout = Timeout.InfiniteTimeSpan,
                    }
                );
            invoker = new(http, address, o.MaxReceiveMessageSize ?? int.MaxValue);
        }

        public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address), new());

        public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) =>
            ForAddress(new Uri(address), channelOptions);

        public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new());

        public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions) => new(address, channelOptions);

        public override CallInvoker CreateCallInvoker() => invoker;

        public void Dispose() => own?.Dispose();
    }

    sealed class HttpInvoker(HttpClient http, Uri address, int max) : CallInvoker
    {
        public override TS BlockingUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q) =>
            AsyncUnaryCall(m, host, o, q).ResponseAsync.GetAwaiter().GetResult();

        public override AsyncUnaryCall<TS> AsyncUnaryCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
        {
            var c = new Call<TQ, TS>(http, address, max, m, o, q);
            return new(c.OneAsync(), c.HeadersAsync, c.GetStatus, c.GetTrailers, c.Dispose);
        }

        public override AsyncServerStreamingCall<TS> AsyncServerStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o, TQ q)
        {
            var c = new Call<TQ, TS>(http, address, max, m, o, q);
            return new(c, c.HeadersAsync, c.GetStatus, c.GetTrailers, c.Dispose);
        }

        public override AsyncClientStreamingCall<TQ, TS> AsyncClientStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
        {
            var c = new Call<TQ, TS>(http, address, max, m, o, null);
            return new(c, c.OneAsync(), c.HeadersAsync, c.GetStatus, c.GetTrailers, c.Dispose);
        }

        public override AsyncDuplexStreamingCall<TQ, TS> AsyncDuplexStreamingCall<TQ, TS>(Method<TQ, TS> m, string? host, CallOptions o)
        {
            var c = new Call<TQ, TS>(http, address, max, m, o, null);
            return new(c, c, c.HeadersAsync, c.GetStatus, c.GetTrailers, c.Dispose);
        }
    }

    sealed class Call<TQ, TS> : IAsyncStreamReader<TS>, IClientStreamWriter<TQ>, IDisposable
        where TQ : class
        where TS : class
    {
        readonly CancellationTokenSource stop;
        readonly Method<TQ, TS> method;
        readonly int max;
        readonly DateTime? deadline;
        readonly TaskCompletionSource<Stream> body = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly Task<HttpResponseMessage> send;
        PipeReader? reader;
        Status? status;
        Metadata trailers = [];
        public TS Current { get; private set; } = null!;
        public WriteOptions? WriteOptions { get; set; }
        public Task<Metadata> HeadersAsync { get; }

        public Call(HttpClient http, Uri address, int max, Method<TQ, TS> method, CallOptions options, TQ? single)
        {
            (this.max, this.method, deadline) = (max, method, options.Deadline);
            stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, method.FullName))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = single is null ? new Push(this) : new ByteArrayContent(Frames.Encode(method.RequestMarshaller, single)),
            };
            request.Content.Headers.ContentType = new("application/grpc");
            request.Headers.TE.Add(new("trailers"));
            if (deadline is { } d)
            {
                var left = d.ToUniversalTime() - DateTime.UtcNow;
                if (left < TimeSpan.Zero)
                    left = TimeSpan.Zero;
                request.Headers.Add("grpc-timeout", $"{Math.Min(99_999_999, (long)left.TotalMilliseconds)}m");
                stop.CancelAfter(left);
            }
            foreach (var e in options.Headers ?? [])
                request.Headers.TryAddWithoutValidation(e.Key, e.IsBinary ? Convert.ToBase64String(e.ValueBytes) : e.Value);
            send = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            HeadersAsync = HeadersOf();
            _ = HeadersAsync.ContinueWith(t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
        }

        async Task<Metadata> HeadersOf() => ToMetadata((await Guard(send)).Headers);

        public async Task<TS> OneAsync()
        {
            if (!await MoveNext(default))
                throw new RpcException(new(StatusCode.Internal, "Failed to deserialize response message."));
            var one = Current;
            await MoveNext(default); // reads the trailers: a failing status after a message is a failure
            return one;
        }

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (status is { } ended)
                return ended.StatusCode == StatusCode.OK ? false : throw new RpcException(ended, trailers);
            using var registration = cancellationToken.Register(stop.Cancel);
            var response = await Guard(send);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Fail(
                    new(
                        response.StatusCode switch
                        {
                            HttpStatusCode.BadRequest => StatusCode.Internal,
                            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
                            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
                            HttpStatusCode.NotFound => StatusCode.Unimplemented,
                            HttpStatusCode.TooManyRequests
                            or HttpStatusCode.BadGateway
                            or HttpStatusCode.ServiceUnavailable
                            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
                            _ => StatusCode.Unknown,
                        },
                        $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}"
                    )
                );
            if (response.Headers.Contains("grpc-status"))
                return End(response.Headers);
            reader ??= PipeReader.Create(await response.Content.ReadAsStreamAsync(stop.Token));
            (var any, var message) = await Guard(Frames.ReadAsync(reader, method.ResponseMarshaller, max, stop.Token).AsTask());
            if (any)
            {
                Current = message;
                return true;
            }
            return End(response.TrailingHeaders);
        }

        bool End(HttpResponseHeaders headers)
        {
            trailers = ToMetadata(headers);
            var code =
                headers.TryGetValues("grpc-status", out var s) && int.TryParse(s.First(), out var n) ? (StatusCode)n : StatusCode.Unknown;
            var detail = headers.TryGetValues("grpc-message", out var d) ? Uri.UnescapeDataString(d.First()) : "";
            status = new(code, detail);
            return code == StatusCode.OK ? false : throw new RpcException(status.Value, trailers);
        }

        async Task<T> Guard<T>(Task<T> task)
        {
            try
            {
                return await task;
            }
            catch (OperationCanceledException e)
            {
                throw Fail(
                    new(
                        deadline is { } d && DateTime.UtcNow >= d.ToUniversalTime().AddMilliseconds(-20)
                            ? StatusCode.DeadlineExceeded
                            : StatusCode.Cancelled,
                        "Call canceled by the client.",
                        e
                    )
                );
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw Fail(new(StatusCode.Unavailable, $"Error starting gRPC call. {e.Message}", e));
            }
        }

        RpcException Fail(Status s)
        {
            status = s;
            done.TrySetResult();
            return new(s, trailers);
        }

        static Metadata ToMetadata(HttpResponseHeaders headers)
        {
            Metadata all = [];
            foreach (var (k, v) in headers)
            foreach (var x in v)
                if (k is "grpc-status" or "grpc-message")
                    continue;
                else if (k.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
                    all.Add(k, Convert.FromBase64String(x.PadRight((x.Length + 3) / 4 * 4, '=')));
                else
                    all.Add(k, x);
            return all;
        }

        public Status GetStatus() =>
            status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

        public Metadata GetTrailers() =>
            status is null
                ? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.")
                : trailers;

        public async Task WriteAsync(TQ message)
        {
            var s = await body.Task;
            await s.WriteAsync(Frames.Encode(method.RequestMarshaller, message), stop.Token);
            await s.FlushAsync(stop.Token);
        }

        public Task CompleteAsync()
        {
            done.TrySetResult();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            if (status is null)
                stop.Cancel();
            done.TrySetResult();
            if (send.IsCompletedSuccessfully)
                send.Result.Dispose();
        }

        sealed class Push(Call<TQ, TS> call) : HttpContent
        {
            protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
            {
                await stream.FlushAsync();
                call.body.TrySetResult(stream);
                await call.done.Task;
            }

            protected override bool TryComputeLength(out long length)
            {
                length = -1;
                return false;
            }
        }
    }
}

namespace Grpc.Net.ClientFactory
{
    public class GrpcClientFactoryOptions
    {
        public Uri? Address { get; set; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    using Grpc.Net.ClientFactory;

    public static class GrpcClientServiceExtensions
    {
        public static IHttpClientBuilder AddGrpcClient<TClient>(
            this IServiceCollection services,
            Action<GrpcClientFactoryOptions> configureClient
        )
            where TClient : class
        {
            var name = typeof(TClient).Name;
            services.Configure(name, configureClient);
            services.AddTransient(sp =>
                (TClient)
                    ActivatorUtilities.CreateInstance(
                        sp,
                        typeof(TClient),
                        Grpc.Net.Client.GrpcChannel.ForAddress(
                                sp.GetRequiredService<IOptionsMonitor<GrpcClientFactoryOptions>>().Get(name).Address
                                    ?? throw new InvalidOperationException($"No address for gRPC client {name}."),
                                new() { HttpClient = sp.GetRequiredService<IHttpClientFactory>().CreateClient(name) }
                            )
                            .CreateCallInvoker()
                    )
            );
            return services.AddHttpClient(name, c => c.Timeout = Timeout.InfiniteTimeSpan);
        }
    }
}
