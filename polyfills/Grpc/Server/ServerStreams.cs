using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

sealed class RequestReader<T>(HttpCallContext context, Marshaller<T> marshaller, int? limit) : IAsyncStreamReader<T>
    where T : class
{
    public T Current { get; private set; } = null!;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } message)
            return false;
        Current = message;
        return true;
    }

    /// <summary>The one request of a unary or server streaming call.</summary>
    public async Task<T> SingleAsync()
    {
        var message = await ReadAsync(default) ?? throw new RpcException(new(StatusCode.Internal, "Incomplete message."));
        return await ReadAsync(default) is null
            ? message
            : throw new RpcException(new(StatusCode.Internal, "Additional data after the message received."));
    }

    ValueTask<T?> ReadAsync(CancellationToken cancellation)
    {
        var request = context.Http.Request;
        var stop = cancellation.CanBeCanceled ? cancellation : context.CancellationToken;
        return FrameReader.ReadAsync(request.BodyReader, marshaller, limit, request.Headers[Headers.Encoding], stop);
    }
}

sealed class ResponseWriter<T>(HttpCallContext context, Marshaller<T> marshaller, int? limit) : IServerStreamWriter<T>
    where T : class
{
    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        context.WriteAsync(marshaller, message, limit, flush: true, cancellationToken);

    /// <summary>The one response of a unary or client streaming call: sent together with its status.</summary>
    public Task SingleAsync(T? message) =>
        message is null
            ? throw new RpcException(new(StatusCode.Cancelled, "No message returned from method."))
            : context.WriteAsync(marshaller, message, limit, flush: false, default);
}
