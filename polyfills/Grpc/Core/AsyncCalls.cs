using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>What the four kinds of call have in common; in the real package each repeats it.</summary>
public abstract class AsyncCall : IDisposable
{
    readonly CallControl control;

    private protected AsyncCall(CallControl control) => this.control = control;

    public Task<Metadata> ResponseHeadersAsync => control.HeadersAsync();

    public Status GetStatus() => control.GetStatus();

    public Metadata GetTrailers() => control.GetTrailers();

    public void Dispose()
    {
        control.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The running call behind a call object: the client's own, or the functions an interceptor gave instead.</summary>
abstract class CallControl : IDisposable
{
    public abstract Task<Metadata> HeadersAsync();
    public abstract Status GetStatus();
    public abstract Metadata GetTrailers();
    public abstract void Dispose();
}

sealed class DelegatedControl(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose) : CallControl
{
    public override Task<Metadata> HeadersAsync() => headers;

    public override Status GetStatus() => status();

    public override Metadata GetTrailers() => trailers();

    public override void Dispose() => dispose();
}

public sealed class AsyncUnaryCall<TRes> : AsyncCall
{
    internal AsyncUnaryCall(Task<TRes> response, CallControl control)
        : base(control) => ResponseAsync = response;

    public AsyncUnaryCall(
        Task<TRes> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction
    )
        : this(responseAsync, new DelegatedControl(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)) { }

    public Task<TRes> ResponseAsync { get; }

    public TaskAwaiter<TRes> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TRes> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);
}

public sealed class AsyncServerStreamingCall<TRes> : AsyncCall
{
    internal AsyncServerStreamingCall(IAsyncStreamReader<TRes> stream, CallControl control)
        : base(control) => ResponseStream = stream;

    public AsyncServerStreamingCall(
        IAsyncStreamReader<TRes> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction
    )
        : this(responseStream, new DelegatedControl(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)) { }

    public IAsyncStreamReader<TRes> ResponseStream { get; }
}

public sealed class AsyncClientStreamingCall<TReq, TRes> : AsyncCall
{
    internal AsyncClientStreamingCall(IClientStreamWriter<TReq> stream, Task<TRes> response, CallControl control)
        : base(control) => (RequestStream, ResponseAsync) = (stream, response);

    public AsyncClientStreamingCall(
        IClientStreamWriter<TReq> requestStream,
        Task<TRes> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction
    )
        : this(requestStream, responseAsync, new DelegatedControl(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)) { }

    public IClientStreamWriter<TReq> RequestStream { get; }
    public Task<TRes> ResponseAsync { get; }

    public TaskAwaiter<TRes> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TRes> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);
}

public sealed class AsyncDuplexStreamingCall<TReq, TRes> : AsyncCall
{
    internal AsyncDuplexStreamingCall(IClientStreamWriter<TReq> requests, IAsyncStreamReader<TRes> responses, CallControl control)
        : base(control) => (RequestStream, ResponseStream) = (requests, responses);

    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TReq> requestStream,
        IAsyncStreamReader<TRes> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction
    )
        : this(requestStream, responseStream, new DelegatedControl(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction)) { }

    public IClientStreamWriter<TReq> RequestStream { get; }
    public IAsyncStreamReader<TRes> ResponseStream { get; }
}
