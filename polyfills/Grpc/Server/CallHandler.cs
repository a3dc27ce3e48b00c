using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Serves the calls of one method.</summary>
sealed class CallHandler<TQ, TS>(
    Method<TQ, TS> method,
    GrpcServiceOptions options,
    ILogger log,
    Func<RequestReader<TQ>, ResponseWriter<TS>, HttpCallContext, Task> run
)
    where TQ : class
    where TS : class
{
    public async Task HandleAsync(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
            Refuse(http, StatusCodes.Status426UpgradeRequired, $"Request protocol '{http.Request.Protocol}' is not supported.");
        else if (!Headers.IsGrpc(http.Request.ContentType))
            Refuse(http, StatusCodes.Status415UnsupportedMediaType, $"Content-Type '{http.Request.ContentType}' is not supported.");
        else
            await CallAsync(http);
    }

    async Task CallAsync(HttpContext http)
    {
        http.Response.ContentType = Headers.ContentType;
        if (http.Request.Headers[Headers.Encoding].ToString() is not ("" or Headers.Identity))
            http.Response.Headers[Headers.AcceptEncoding] = Headers.Identity;
        if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
            AllowLongRequest(http);
        var activity = http.Features.Get<IHttpActivityFeature>()?.Activity;
        activity?.AddTag("grpc.method", method.FullName);
        using var context = new HttpCallContext(http);
        try
        {
            var reader = new RequestReader<TQ>(context, method.RequestMarshaller, options.MaxReceiveMessageSize);
            await run(reader, new(context, method.ResponseMarshaller, options.MaxSendMessageSize), context);
        }
        catch (Exception e)
        {
            Fail(context, e);
        }
        await context.EndAsync();
        activity?.AddTag("grpc.status_code", Headers.Code(context.Status.StatusCode));
    }

    void Fail(HttpCallContext context, Exception failure)
    {
        if (failure is RpcException rpc)
        {
            log.Refused(method.Name, rpc.StatusCode, rpc.Status.Detail);
            // Trailers that the handler has set stay; the exception's come on top.
            foreach (var entry in rpc.Trailers)
                context.ResponseTrailers.Add(entry);
            context.Status = rpc.Status;
        }
        else if (context.CancellationToken.IsCancellationRequested)
        {
            log.Cancelled(failure, method.Name);
            context.Status = Status.DefaultCancelled;
        }
        else
        {
            log.Failed(failure, method.Name);
            const string text = "Exception was thrown by handler.";
            var detail = options.EnableDetailedErrors == true ? $"{text} {failure.GetType().Name}: {failure.Message}" : text;
            context.Status = new(StatusCode.Unknown, detail, failure);
        }
    }

    static void AllowLongRequest(HttpContext http)
    {
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }

    static void Refuse(HttpContext http, int code, string detail)
    {
        http.Response.StatusCode = code;
        http.Response.Headers[Headers.Status] = Headers.Code(StatusCode.Internal);
        http.Response.Headers[Headers.Message] = Headers.Escape(detail);
    }
}

static partial class CallLog
{
    [LoggerMessage(LogLevel.Information, "Error status code '{Code}' with detail '{Detail}' raised by '{Method}'.")]
    public static partial void Refused(this ILogger log, string method, StatusCode code, string detail);

    [LoggerMessage(LogLevel.Debug, "Service method '{Method}' stopped after its call was cancelled.")]
    public static partial void Cancelled(this ILogger log, Exception failure, string method);

    [LoggerMessage(LogLevel.Error, "Error when executing service method '{Method}'.")]
    public static partial void Failed(this ILogger log, Exception failure, string method);
}
