using System.Buffers.Text;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Social.Gateway.Http;

/// <summary>
/// Gives every JSON answer to a read an entity tag, a hash of its bytes, and answers 304 to whoever has those bytes already (RFC 9110,
/// section 13). The services are asked all the same; what is saved is the line, and the browser's work.
/// </summary>
public static class ETagMiddleware
{
    const int TagBytes = 16;

    // Pages have tens of kilobytes and are in memory as a whole when they are written, so there is nobody to hold back.
    static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, useSynchronizationContext: false);

    public static void UseETags(this WebApplication app) =>
        app.UseWhen(
            http => HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            reads => reads.Use(TagAsync)
        );

    static async Task TagAsync(HttpContext http, RequestDelegate next)
    {
        var wire = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var held = new Pipe(Unbounded);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held.Writer.AsStream(leaveOpen: true)));
        try
        {
            await next(http);
            await held.Writer.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(wire);
            await held.Writer.CompleteAsync();
        }
        try
        {
            await AnswerAsync(http, held.Reader);
        }
        finally
        {
            await held.Reader.CompleteAsync();
        }
    }

    static async Task AnswerAsync(HttpContext http, PipeReader held)
    {
        var body = (await held.ReadAsync(http.RequestAborted)).Buffer;
        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = new EntityTagHeaderValue(Hash(body));
            http.Response.Headers.ETag = tag.ToString();
            // Kept by the browser of the person it was made for, and asked about each time.
            if (http.Response.Headers.CacheControl.Count == 0)
                http.Response.Headers.CacheControl = "private, no-cache";
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
            var known = http.Request.GetTypedHeaders().IfNoneMatch;
            if (known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false)))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentType = null;
                http.Response.ContentLength = null;
                return;
            }
            http.Response.ContentLength = body.Length;
        }
        foreach (var part in body)
            await http.Response.BodyWriter.WriteAsync(part, http.RequestAborted);
    }

    static string Hash(System.Buffers.ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in body)
            hash.AppendData(part.Span);
        return $"\"{Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, TagBytes))}\"";
    }
}
