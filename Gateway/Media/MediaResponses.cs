using Grpc.Core;
using Social.Contracts;

namespace Social.Gateway.Media;

/// <summary>What routes of images have in common.</summary>
static class MediaResponses
{
    public static RouteHandlerBuilder ProducesImage(this RouteHandlerBuilder route) =>
        route.Produces(200, contentType: "image/webp").Produces(304).ProducesProblem(404);

    /// <summary>The bytes that follow the head.</summary>
    public static async Task WriteChunksAsync(this HttpResponse response, IAsyncStreamReader<MediaPart> parts, CancellationToken stop)
    {
        while (await parts.MoveNext(stop))
            await response.Body.WriteAsync(parts.Current.Chunk.Memory, stop);
    }
}
