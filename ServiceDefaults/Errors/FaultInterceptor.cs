using System.Data.Common;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults.Diagnostics;

namespace Social.ServiceDefaults.Errors;

/// <summary>Around every gRPC method: refusals travel as they are, anything else is logged here and leaves as "something went wrong".</summary>
sealed partial class FaultInterceptor(ILogger<FaultInterceptor> log) : Interceptor
{
    // Postgres keeps no NUL in a text, and JSON lets one through.
    const string UnstorableText = "22021";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e)
        {
            throw Translate(e, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e)
        {
            var answer = Translate(e, context);
            await DrainAsync(requestStream, context.CancellationToken);
            throw answer;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e)
        {
            throw Translate(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e)
        {
            throw Translate(e, context);
        }
    }

    /// <summary>
    /// Reads what the caller still sends, until its end or the call's deadline. An answer before that breaks more than its own call: what is
    /// on its way then belongs to a closed stream, for which the server may close the connection (RFC 9113, section 5.1), with every other
    /// call on it.
    /// </summary>
    static async Task DrainAsync<TRequest>(IAsyncStreamReader<TRequest> requestStream, CancellationToken stop)
    {
        try
        {
            while (await requestStream.MoveNext(stop)) { }
        }
        catch (Exception e) when (e is RpcException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The caller has ended it, or sent what cannot be read: there is nothing more to come.
        }
    }

    RpcException Translate(Exception e, ServerCallContext context)
    {
        if (e is FaultException refusal)
            return refusal.ToRpc();
        // The caller cancelled or its deadline passed: the failure is not worth an error in the log.
        if (context.CancellationToken.IsCancellationRequested)
            return new(
                DateTime.UtcNow >= context.Deadline.ToUniversalTime()
                    ? new Status(StatusCode.DeadlineExceeded, "The call timed out.")
                    : new Status(StatusCode.Cancelled, "The call was cancelled.")
            );
        // Health and reflection are packages: they call nobody, so what they throw is their own answer.
        if (e is RpcException answer && DiagnosticEndpoints.IsDiagnosticEndpoint(context.Method))
            return answer;
        if (e is RpcException failure && failure.ToFault() is { } theirs)
        {
            if (!FaultTrailer.IsRefusal(failure))
                DependencyUnavailable(log, e, context.Method);
            return theirs.ToRpc();
        }
        if (StoreFailure(e) is { SqlState: UnstorableText })
            return new FaultException(Fault.Invalid, "The text holds a character that cannot be stored.").ToRpc();
        if (StoreFailure(e) is { IsTransient: true })
        {
            DatabaseUnavailable(log, e, context.Method);
            // No refusal: the instance cannot answer, another one may. Reads are retried there, and the circuit breaker counts it.
            return new(new Status(StatusCode.Unavailable, "The database is unavailable."));
        }
        Failed(log, e, context.Method, Activity.Current?.TraceId.ToString());
        return new(new Status(StatusCode.Internal, "Something went wrong."));
    }

    static DbException? StoreFailure(Exception? e) =>
        e switch
        {
            null => null,
            DbException failure => failure,
            _ => StoreFailure(e.InnerException),
        };

    [LoggerMessage(LogLevel.Error, "{Method} failed (trace {TraceId})")]
    static partial void Failed(ILogger log, Exception e, string method, string? traceId);

    [LoggerMessage(LogLevel.Warning, "{Method} failed: the database is unavailable")]
    static partial void DatabaseUnavailable(ILogger log, Exception e, string method);

    [LoggerMessage(LogLevel.Warning, "{Method} failed: a service it calls is unavailable")]
    static partial void DependencyUnavailable(ILogger log, Exception e, string method);
}
