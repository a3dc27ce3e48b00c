using System.Net;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The message of a unary call, serialised anew whenever the HTTP client sends the request again on another connection.</summary>
sealed class SingleContent<T>(Marshaller<T> marshaller, T message, int? limit) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer();
        FrameWriter.Write(buffer, marshaller, message, limit);
        await stream.WriteAsync(buffer.Written, cancellationToken);
    }

    // A length would be sent as content-length, which gRPC does without.
    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}

/// <summary>The requests of a client streaming or duplex call: what the caller writes to and what the HTTP client sends.</summary>
sealed class RequestStream<TQ, TS>(GrpcChannel channel, Method<TQ, TS> method, ClientCall<TQ, TS> call)
    : HttpContent,
        IClientStreamWriter<TQ>
    where TQ : class
    where TS : class
{
    readonly TaskCompletionSource<Stream> body = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Continues inline, so that the end of the stream is sent before CompleteAsync returns and a Dispose after it cannot overtake it.
    readonly TaskCompletionSource completed = new();
    int writing;

    public Task WriteAsync(TQ message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TQ message, CancellationToken cancellationToken)
    {
        if (call.Ended)
            throw call.Failure();
        if (completed.Task.IsCompleted)
            throw new InvalidOperationException("Request stream has already been completed.");
        if (Interlocked.Exchange(ref writing, 1) == 1)
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        try
        {
            using var buffer = new PooledBuffer();
            FrameWriter.Write(buffer, method.RequestMarshaller, message, channel.MaxSend);
            using var cancelled = call.CancelWith(cancellationToken);
            var stream = await body.Task;
            await stream.WriteAsync(buffer.Written, call.Stop);
            await stream.FlushAsync(call.Stop);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            throw await call.RefusalAsync(e);
        }
        finally
        {
            writing = 0;
        }
    }

    public Task CompleteAsync()
    {
        if (Volatile.Read(ref writing) == 1)
            throw new InvalidOperationException("Can't complete the client stream writer because the previous write is in progress.");
        completed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>The call has ended: nobody writes or waits any more.</summary>
    public void Close()
    {
        body.TrySetCanceled();
        completed.TrySetResult();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (!body.TrySetResult(stream))
            throw new IOException("A stream of requests cannot be sent again.");
        await stream.FlushAsync(); // sends the headers before the first message
        await completed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
