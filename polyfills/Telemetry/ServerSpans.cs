using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Around the whole pipeline: names the request's span by its route and tags it as the semantic conventions say.</summary>
sealed class ServerSpans(AspNetCoreTraceInstrumentationOptions options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(Trace);
            next(app);
        };

    async Task Trace(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            await next(http);
            return;
        }
        if (options.Filter?.Invoke(http) == false)
        {
            // What is not recorded is not exported, and neither is anything below it.
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(http);
            return;
        }
        var request = http.Request;
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.Path.Value);
        span.SetTag("server.address", request.Host.Host);
        if (request.Host.Port is { } port)
            span.SetTag("server.port", port);
        span.SetTag("network.protocol.version", request.Protocol.Replace("HTTP/", "", StringComparison.Ordinal));
        try
        {
            await next(http);
        }
        catch (Exception e)
        {
            span.SetTag("error.type", e.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            End(span, http);
        }
    }

    static void End(Activity span, HttpContext http)
    {
        var status = http.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= 500)
            span.SetStatus(ActivityStatusCode.Error);
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is not { } route)
            return;
        span.SetTag("http.route", route);
        span.DisplayName = $"{http.Request.Method} {route}";
    }
}
