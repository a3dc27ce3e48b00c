using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>What the four kinds of call have in common; in the real package each repeats it.</summary>
public abstract class AsyncCall : IDisposable
{
    readonly Func<Status> status;
    readonly Func<Metadata> trailers;
    readonly Action dispose;
    Task<Metadata>? headers;

    private protected AsyncCall(Task<Metadata>? headers, Func<Status> status, Func<Metadata> trailers, Action dispose) =>
        (this.headers, this.status, this.trailers, this.dispose) = (headers, status, trailers, dispose);

    public Task<Metadata> ResponseHeadersAsync => headers ??= Headers!();

    /// <summary>In place of the task: most callers never look at the headers, and then nobody collects them.</summary>
    internal Func<Task<Metadata>>? Headers { get; init; }

    public Status GetStatus() => status();

    public Metadata GetTrailers() => trailers();

    public void Dispose()
    {
        dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class AsyncUnaryCall<TS>(
    Task<TS> responseAsync,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : AsyncCall(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)
{
    public Task<TS> ResponseAsync => responseAsync;

    public TaskAwaiter<TS> GetAwaiter() => responseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TS> ConfigureAwait(bool continueOnCapturedContext) =>
        responseAsync.ConfigureAwait(continueOnCapturedContext);
}

public sealed class AsyncServerStreamingCall<TS>(
    IAsyncStreamReader<TS> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : AsyncCall(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)
{
    public IAsyncStreamReader<TS> ResponseStream => responseStream;
}

public sealed class AsyncClientStreamingCall<TQ, TS>(
    IClientStreamWriter<TQ> requestStream,
    Task<TS> responseAsync,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : AsyncCall(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)
{
    public IClientStreamWriter<TQ> RequestStream => requestStream;
    public Task<TS> ResponseAsync => responseAsync;

    public TaskAwaiter<TS> GetAwaiter() => responseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TS> ConfigureAwait(bool continueOnCapturedContext) =>
        responseAsync.ConfigureAwait(continueOnCapturedContext);
}

public sealed class AsyncDuplexStreamingCall<TQ, TS>(
    IClientStreamWriter<TQ> requestStream,
    IAsyncStreamReader<TS> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction
) : AsyncCall(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)
{
    public IClientStreamWriter<TQ> RequestStream => requestStream;
    public IAsyncStreamReader<TS> ResponseStream => responseStream;
}
