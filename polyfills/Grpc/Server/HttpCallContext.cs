using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server
{
    /// <summary>A call as the handler sees it. It ends once: when the handler returns, or when its deadline passes, whichever is first.</summary>
    sealed class HttpCallContext : ServerCallContext, IDisposable
    {
        readonly Lock gate = new();
        readonly CancellationTokenSource? stop;
        readonly Timer? timer;
        Task expiry = Task.CompletedTask;
        bool ended;

        public HttpCallContext(HttpContext http)
        {
            Http = http;
            CancellationToken = http.RequestAborted;
            if (Headers.ParseTimeout(http.Request.Headers[Headers.Timeout]) is not { } left)
                return;
            var now = DateTime.UtcNow;
            Deadline = left < DateTime.MaxValue - now ? now + left : DateTime.MaxValue;
            if (left.TotalMilliseconds >= uint.MaxValue)
                return; // more than a timer holds: 49 days
            stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            CancellationToken = stop.Token;
            timer = new(static context => ((HttpCallContext)context!).Expire(), this, left, Timeout.InfiniteTimeSpan);
        }

        public HttpContext Http { get; }
        public override string Method => Http.Request.Path.Value!;
        public override string Host => Http.Request.Host.Value ?? "";
        public override string Peer =>
            Http.Connection.RemoteIpAddress is not { } ip ? "unknown"
            : ip.GetAddressBytes().Length == 4 ? $"ipv4:{ip}:{Http.Connection.RemotePort}"
            : $"ipv6:[{ip}]:{Http.Connection.RemotePort}";
        public override DateTime Deadline { get; } = DateTime.MaxValue;
        public override Metadata RequestHeaders => field ??= ReadHeaders();
        public override CancellationToken CancellationToken { get; }
        public override Metadata ResponseTrailers => field ??= [];

        public override Task WriteResponseHeadersAsync(Metadata responseHeaders)
        {
            if (Http.Response.HasStarted)
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            foreach (var entry in responseHeaders)
                Http.Response.Headers.Append(entry.Key, entry.Header);
            return Http.Response.BodyWriter.FlushAsync(CancellationToken).AsTask();
        }

        /// <summary>Writes one message, unless the call has ended meanwhile.</summary>
        public async Task WriteAsync<T>(Marshaller<T> marshaller, T message, int? limit, bool flush, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Http.Response.HasStarted)
                await Http.Response.StartAsync(CancellationToken);
            lock (gate)
            {
                if (ended || CancellationToken.IsCancellationRequested)
                    throw new InvalidOperationException("Can't write the message because the request is complete.");
                FrameWriter.Write(Http.Response.BodyWriter, marshaller, message, limit);
            }
            if (flush)
                await Http.Response.BodyWriter.FlushAsync(cancellation.CanBeCanceled ? cancellation : CancellationToken);
        }

        /// <summary>After the handler: tells its status, or waits until the expired call has been answered.</summary>
        public Task EndAsync()
        {
            lock (gate)
            {
                if (ended)
                    return expiry;
                ended = true;
            }
            if (!Http.RequestAborted.IsCancellationRequested)
                WriteStatus();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            timer?.Dispose();
            stop?.Dispose();
        }

        void Expire()
        {
            lock (gate)
            {
                if (ended)
                    return;
                ended = true;
                expiry = Task.Run(ExpireAsync);
            }
        }

        /// <summary>The caller is answered at once; the handler sees its token cancelled and may take its time.</summary>
        async Task ExpireAsync()
        {
            var cancelled = stop!.CancelAsync();
            if (!Http.RequestAborted.IsCancellationRequested)
            {
                Status = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");
                WriteStatus();
                await Http.Response.CompleteAsync();
                // The rest of the request is not wanted: NO_ERROR after a complete response says so.
                Http.Features.Get<IHttpResetFeature>()?.Reset(0);
            }
            await cancelled;
        }

        void WriteStatus()
        {
            // Without a message before it the status goes into the one block of headers ("trailers-only").
            var to = Http.Response.HasStarted
                ? Http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
                : Http.Response.Headers;
            to[Headers.Status] = Headers.Code(Status.StatusCode);
            if (Status.Detail is { Length: > 0 } detail)
                to[Headers.Message] = Headers.Escape(detail);
            foreach (var entry in ResponseTrailers)
                to.Append(entry.Key, entry.Header);
        }

        Metadata ReadHeaders()
        {
            var metadata = new Metadata();
            foreach (var (name, values) in Http.Request.Headers)
            foreach (var value in values)
                Headers.AddTo(metadata, name, value ?? "");
            return metadata;
        }
    }
}

namespace Grpc.Core
{
    public static class ServerCallContextExtensions
    {
        public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
            serverCallContext is AspNetCore.Server.HttpCallContext context
                ? context.Http
                : throw new InvalidOperationException("Could not get HttpContext from ServerCallContext.");
    }
}
