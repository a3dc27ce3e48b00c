using System.Net;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>A response's body that tells the call when it has ended: read to the end, broken, or given up.</summary>
sealed class TrackedContent : HttpContent
{
    readonly HttpResponseMessage response;
    readonly HttpContent inner;
    readonly CallTracker call;

    public TrackedContent(HttpResponseMessage response, CallTracker call)
    {
        (this.response, inner, this.call) = (response, response.Content, call);
        foreach (var header in inner.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new TrackedStream(await inner.ReadAsStreamAsync(), response, call);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new TrackedStream(await inner.ReadAsStreamAsync(cancellationToken), response, call);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var body = await CreateContentReadStreamAsync();
        await body.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        // First this, then the stream: a read that breaks because of it is not the instance's fault.
        call.Cancelled();
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    sealed class TrackedStream(Stream inner, HttpResponseMessage response, CallTracker call) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var read = await inner.ReadAsync(buffer, cancellationToken);
                // Only now are the trailers there.
                if (read == 0 && buffer.Length > 0)
                    call.Ended(response);
                return read;
            }
            catch
            {
                if (cancellationToken.IsCancellationRequested)
                    call.Cancelled();
                else
                    call.Broke();
                throw;
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            call.Cancelled();
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
