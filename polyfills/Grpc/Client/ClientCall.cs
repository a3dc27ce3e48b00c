using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>
/// One call. It ends once, with the first of: the server's status, a failure of the connection, the deadline, the caller's cancellation.
/// Everything that waits then gets that status.
/// </summary>
sealed class ClientCall<TQ, TS> : IAsyncStreamReader<TS>, IDisposable
    where TQ : class
    where TS : class
{
    static readonly MediaTypeHeaderValue ContentType = new(Headers.ContentType);

    readonly GrpcChannel channel;
    readonly Method<TQ, TS> method;
    readonly DateTime? deadline;
    readonly CancellationTokenSource stop = new();
    readonly TaskCompletionSource<Status> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenRegistration registration;
    readonly Timer? timer;
    readonly Task<HttpResponseMessage?> send;
    HttpResponseMessage? response;
    PipeReader? reader;
    string? encoding;
    HttpResponseHeaders? last;

    public ClientCall(GrpcChannel channel, Method<TQ, TS> method, CallOptions options, TQ? request)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } given && given != DateTime.MaxValue && given != DateTime.MinValue)
            throw new InvalidOperationException(
                "Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue."
            );
        (this.channel, this.method) = (channel, method);
        var message = new HttpRequestMessage(HttpMethod.Post, channel.PathOf(method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request is null
                ? Requests = new(channel, method, this)
                : new SingleContent<TQ>(method.RequestMarshaller, request, channel.MaxSend),
        };
        message.Content.Headers.ContentType = ContentType;
        message.Headers.TryAddWithoutValidation("TE", "trailers");
        message.Headers.TryAddWithoutValidation("User-Agent", "grpc-dotnet/2.80.0");
        message.Headers.TryAddWithoutValidation(Headers.AcceptEncoding, Headers.Identity);
        foreach (var entry in options.Headers ?? Metadata.Empty)
            message.Headers.TryAddWithoutValidation(entry.Key, entry.Header);
        if (options.Deadline is { } moment && moment != DateTime.MaxValue)
        {
            deadline = moment;
            var left = moment - DateTime.UtcNow;
            message.Headers.TryAddWithoutValidation(Headers.Timeout, Headers.FormatTimeout(left));
            if (left <= TimeSpan.Zero)
                Cancel(new(StatusCode.DeadlineExceeded, ""));
            else
            {
                timer = new(static call => ((ClientCall<TQ, TS>)call!).OnTimer(), this, Timeout.Infinite, Timeout.Infinite);
                timer.Change(Wait(left), Timeout.Infinite);
            }
        }
        registration = CancelWith(options.CancellationToken);
        send = SendAsync(message);
        if (Ended) // it may have ended before there was anything to clean up
            CleanUp();
    }

    public RequestStream<TQ, TS>? Requests { get; }
    public TS Current { get; private set; } = null!;
    public CancellationToken Stop => stop.Token;

    // Collected only for those who look.
    Metadata Trailers => field ??= last is null ? [] : MetadataOf(last);

    public bool Ended => ended.Task.IsCompleted;

    /// <summary>The one message of a unary or client streaming call, after its status has been read.</summary>
    public async Task<TS> SingleAsync()
    {
        var message = await ReadAsync();
        if (message is not null && await ReadAsync() is not null)
            Cancel(new(StatusCode.Internal, "Unexpected data after finished reading message."));
        EndOfBody();
        if (GetStatus().StatusCode != StatusCode.OK)
            throw Failure();
        return message ?? throw new RpcException(new(StatusCode.Internal, "Failed to deserialize response message."));
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!Ended)
        {
            using var cancelled = CancelWith(cancellationToken);
            if (await ReadAsync() is { } message)
            {
                Current = message;
                return true;
            }
            EndOfBody();
        }
        Current = null!;
        return GetStatus().StatusCode == StatusCode.OK ? false : throw Failure();
    }

    public async Task<Metadata> HeadersAsync()
    {
        if (await send is not { } answer)
            throw Failure();
        return MetadataOf(answer.Headers);
    }

    public Status GetStatus() =>
        Ended ? ended.Task.Result : throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() =>
        Ended
            ? Trailers
            : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void Dispose() => Cancel(new(StatusCode.Cancelled, "gRPC call disposed."));

    public RpcException Failure() => new(GetStatus(), Trailers);

    /// <summary>Why a request could not be written. A server that refuses a call stops reading it: its answer is on its way, and says more than a broken pipe.</summary>
    public async Task<RpcException> RefusalAsync(Exception failure)
    {
        if (await send is not null && method.Type == MethodType.ClientStreaming)
            await ended.Task;
        // The status of a duplex call follows responses that the caller has yet to read.
        return Ended ? Failure() : new(new(StatusCode.Cancelled, "The server reads no more requests of this call.", failure));
    }

    public CancellationTokenRegistration CancelWith(CancellationToken cancellation) =>
        cancellation.UnsafeRegister(
            static call => ((ClientCall<TQ, TS>)call!).Cancel(new(StatusCode.Cancelled, "Call canceled by the client.")),
            this
        );

    async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage message)
    {
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            response = await channel.Http.SendAsync(message, stop.Token);
            if (Failures.Of(response) is { } status)
                End(status, response.Headers);
            else if (Ended)
                CleanUp();
            return response;
        }
        catch (Exception e)
        {
            Fail("Error starting gRPC call.", e);
            return null;
        }
    }

    /// <summary>Null at the end of the body, and after the call has ended in any other way.</summary>
    async ValueTask<TS?> ReadAsync()
    {
        try
        {
            if (await send is not { } answer || Ended)
                return null;
            if (reader is null)
            {
                encoding = answer.Headers.NonValidated.TryGetValues(Headers.Encoding, out var named) ? named.ToString() : null;
                reader = PipeReader.Create(await answer.Content.ReadAsStreamAsync(stop.Token));
            }
            if (await FrameReader.ReadAsync(reader, method.ResponseMarshaller, channel.MaxReceive, encoding, stop.Token) is { } message)
                return message;
        }
        catch (Exception e)
        {
            Fail("Error reading next message.", e);
        }
        if (reader is not null)
            await reader.CompleteAsync(); // gives its buffers back
        return null;
    }

    void EndOfBody()
    {
        if (!Ended)
            End(Failures.OfTrailers(response!), response!.TrailingHeaders);
    }

    void Fail(string summary, Exception failure)
    {
        var status = Failures.Of(summary, failure);
        // The server's own timer may cancel the stream just before ours fires.
        if (status.StatusCode == StatusCode.Cancelled && failure is not RpcException && DateTime.UtcNow >= deadline)
            status = new(StatusCode.DeadlineExceeded, status.Detail, status.DebugException);
        Cancel(status);
    }

    void Cancel(Status status)
    {
        if (!ended.TrySetResult(status))
            return;
        stop.Cancel();
        CleanUp();
    }

    void End(Status status, HttpResponseHeaders last)
    {
        this.last = last;
        if (!ended.TrySetResult(status))
            return;
        if (Requests is not null)
            stop.Cancel(); // a write may still wait for a window that the server will not open
        CleanUp();
    }

    /// <summary>Disposing an unfinished response resets the stream. May run twice.</summary>
    void CleanUp()
    {
        timer?.Dispose();
        registration.Unregister();
        Requests?.Close();
        response?.Dispose();
    }

    void OnTimer()
    {
        // Timers may fire a little early, and hold at most 49 days.
        var left = deadline!.Value - DateTime.UtcNow;
        if (left <= TimeSpan.Zero)
            Cancel(new(StatusCode.DeadlineExceeded, ""));
        else
            timer?.Change(Wait(left), Timeout.Infinite);
    }

    static long Wait(TimeSpan left) => (long)Math.Min(Math.Ceiling(left.TotalMilliseconds), uint.MaxValue - 1);

    static Metadata MetadataOf(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        foreach (var value in values)
            Headers.AddTo(metadata, name, value);
        return metadata;
    }
}
