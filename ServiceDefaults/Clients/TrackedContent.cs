using System.Net;

namespace Social.ServiceDefaults;

/// <summary>A response's body that says once when it has ended: read to the end, broken, or given up.</summary>
sealed class TrackedContent : HttpContent
{
    readonly HttpContent inner;
    Action? ended;

    public TrackedContent(HttpContent inner, Action ended)
    {
        (this.inner, this.ended) = (inner, ended);
        foreach (var header in inner.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    void End() => Interlocked.Exchange(ref ended, null)?.Invoke();

    protected override async Task<Stream> CreateContentReadStreamAsync() => new TrackedStream(await inner.ReadAsStreamAsync(), End);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new TrackedStream(await inner.ReadAsStreamAsync(cancellationToken), End);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await inner.CopyToAsync(stream, context);
        End();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        End();
        base.Dispose(disposing);
    }

    sealed class TrackedStream(Stream inner, Action end) : Stream
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
                if (read == 0 && buffer.Length > 0)
                    end();
                return read;
            }
            catch
            {
                end();
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
            if (disposing)
                inner.Dispose();
            end();
            base.Dispose(disposing);
        }
    }
}
