using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Media;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms/{id}/images: the images of a room's messages, for its members.</summary>
static class MessageImageRoutes
{
    public static void MapMessageImages(this RouteGroupBuilder rooms)
    {
        rooms
            .MapGet(
                "/{id:guid}/images/{mediaId}",
                (Guid id, string mediaId, HttpContext http, MessageService.MessageServiceClient messages, CancellationToken stop) =>
                    SendAsync(id, mediaId, "full", http, messages, stop)
            )
            .WithSummary("An image of a message")
            .RequireRateLimiting(Limits.Images)
            .ProducesImage();
        rooms
            .MapGet(
                "/{id:guid}/images/{mediaId}/{size}",
                (
                    Guid id,
                    string mediaId,
                    string size,
                    HttpContext http,
                    MessageService.MessageServiceClient messages,
                    CancellationToken stop
                ) => SendAsync(id, mediaId, size, http, messages, stop)
            )
            .WithSummary("An image of a message in a size: full or thumb")
            .RequireRateLimiting(Limits.Images)
            .ProducesImage();
    }

    /// <summary>Whole: it is read to be kept by the page. Asked for again each time, it gets a tag from <see cref="ETagMiddleware"/>.</summary>
    static async Task SendAsync(
        Guid room,
        string image,
        string size,
        HttpContext http,
        MessageService.MessageServiceClient messages,
        CancellationToken stop
    )
    {
        var request = new OpenMessageImageRequest
        {
            RoomId = room.ToString(),
            Image = new() { Id = image, Size = size },
        };
        using var call = messages.OpenMessageImage(request, cancellationToken: stop);
        await call.ResponseStream.MoveNext(stop);
        var head = call.ResponseStream.Current.Head;
        (http.Response.ContentType, http.Response.ContentLength) = (head.ContentType, head.Length);
        await http.Response.WriteChunksAsync(call.ResponseStream, stop);
    }
}
