using System.Globalization;
using Microsoft.Net.Http.Headers;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Media;

/// <summary>/media: images by their unguessable id, for whoever has it, since browsers send no token for images.</summary>
static class MediaRoutes
{
    static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    public static void MapMedia(this WebApplication app)
    {
        var media = app.MapGroup("/media").WithTags("Media").AllowAnonymous().RequireRateLimiting(Limits.Images);
        media
            .MapGet(
                "/{id}",
                (string id, HttpContext http, MediaService.MediaServiceClient from, TimeProvider clock, CancellationToken stop) =>
                    Serve(id, "full", http, from, clock, stop)
            )
            .WithSummary("An image")
            .Produces(206)
            .ProducesImage();
        media
            .MapGet(
                "/{id}/{size}",
                (
                    string id,
                    string size,
                    HttpContext http,
                    MediaService.MediaServiceClient from,
                    TimeProvider clock,
                    CancellationToken stop
                ) => Serve(id, size, http, from, clock, stop)
            )
            .WithSummary("An image in a size: full or thumb")
            .Produces(206)
            .ProducesImage();
    }

    static async Task Serve(
        string id,
        string size,
        HttpContext http,
        MediaService.MediaServiceClient media,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var (range, headOnly) = (Range(http.Request), http.WasHead());
        using var call = media.OpenMedia(
            new()
            {
                Id = id,
                Size = size,
                Offset = range?.From ?? 0,
                // To the last number there is, a range is as long as the image.
                Length = range is { From: { } from, To: { } to and < long.MaxValue } ? to - from + 1 : 0,
                HeadOnly = headOnly,
            },
            cancellationToken: stop
        );
        await call.ResponseStream.MoveNext(stop);
        var head = call.ResponseStream.Current.Head;
        var etag = new EntityTagHeaderValue($"\"{head.Etag}\"");
        var response = http.Response;
        response.Headers.ETag = etag.ToString();
        response.Headers.CacheControl = CacheControl(head, clock.GetUtcNow());
        response.Headers.AcceptRanges = "bytes";
        if (
            http
                .Request.GetTypedHeaders()
                .IfNoneMatch.Any(e => e.Compare(etag, useStrongComparison: false) || e.Equals(EntityTagHeaderValue.Any))
        )
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = head.ContentType;
        response.ContentLength = head.Length;
        if (range?.From is { } first)
        {
            if (first >= head.Length)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.ContentLength = 0;
                response.Headers.ContentRange = $"bytes */{head.Length.ToString(CultureInfo.InvariantCulture)}";
                return;
            }
            var last = Math.Min(range.To ?? head.Length - 1, head.Length - 1);
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.ContentLength = last - first + 1;
            response.Headers.ContentRange = new ContentRangeHeaderValue(first, last, head.Length).ToString();
        }
        await response.WriteChunksAsync(call.ResponseStream, stop);
    }

    /// <summary>
    /// Kept by the reader's own browser alone, and asked for again soon: an image that was deleted, or whose story is over, is gone from
    /// caches then.
    /// </summary>
    static string CacheControl(MediaHead head, DateTimeOffset now)
    {
        var age = MaxAge;
        if (head.ExpiresAt?.ToDateTimeOffset() - now is { } left && left < age)
            age = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"private, max-age={(int)age.TotalSeconds}, must-revalidate");
    }

    // One range that starts somewhere; anything fancier gets the whole, as RFC 9110 allows.
    static RangeItemHeaderValue? Range(HttpRequest request) =>
        request.GetTypedHeaders() is { Range: { Unit.Value: "bytes", Ranges: { Count: 1 } ranges }, IfRange: null }
        && ranges.First() is { From: not null } one
            ? one
            : null;
}
