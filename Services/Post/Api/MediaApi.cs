using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>Images and what is made of them. One partial file for each subject.</summary>
public sealed partial class MediaApi(PostDbContext db, ImageRenderer renderer, MediaStorage storage, TimeProvider clock)
    : MediaService.MediaServiceBase
{
    const int ChunkSize = 64 * 1024;

    /// <summary>An avatar. It is kept once a UserUpdated event names it; the cleanup removes it when none does.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Malformed"/> when it is not one image, <see cref="Fault.Invalid"/>, <see cref="Fault.TooLarge"/>,
    /// <see cref="Fault.UnsupportedMedia"/>.
    /// </exception>
    public override async Task<MediaView> UploadAvatar(IAsyncStreamReader<PublishPart> requestStream, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var upload = new Upload(renderer, Renditions.OfAvatar);
        while (await requestStream.MoveNext(stop))
        {
            var part = requestStream.Current;
            if (part.PartCase == PublishPart.PartOneofCase.Image && upload.Count == 0)
                await upload.BeginAsync(part.Image.FileName, stop);
            else if (part.PartCase == PublishPart.PartOneofCase.Chunk)
                await upload.AppendAsync(part.Chunk.Memory, stop);
            else
                throw NotOne();
        }
        await upload.FinishAsync(stop);
        if (upload.Images is not [{ } image])
            throw NotOne();
        var ids = await storage.StoreAsync(me, MediaKind.Avatar, [image], stop);
        return new()
        {
            Id = ids[0].ToString(),
            Width = image.Width,
            Height = image.Height,
        };
    }

    /// <summary>An image's bytes from the offset on: the head first. Of an offset past the end, only the head.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/>.</exception>
    public override Task OpenMedia(OpenMediaRequest request, IServerStreamWriter<MediaPart> responseStream, ServerCallContext context) =>
        // Those of a room are for its members, whom Chat knows.
        SendAsync(db.Media.Where(m => m.Kind != MediaKind.Room), request, responseStream, context.CancellationToken);

    /// <inheritdoc cref="OpenMedia"/>
    [InternalOnly]
    public override Task OpenRoomMedia(
        OpenMediaRequest request,
        IServerStreamWriter<MediaPart> responseStream,
        ServerCallContext context
    ) => SendAsync(db.Media.Where(m => m.Kind == MediaKind.Room), request, responseStream, context.CancellationToken);

    async Task SendAsync(
        IQueryable<Media> readable,
        OpenMediaRequest request,
        IServerStreamWriter<MediaPart> responseStream,
        CancellationToken stop
    )
    {
        if (request.Offset < 0 || request.Length < 0)
            throw new FaultException(Fault.Malformed, "A range starts and ends within the image.");
        if (!Guid.TryParse(request.Id, out var id) || request.Size is not (MediaStorage.Full or MediaStorage.Thumb))
            throw NoSuchImage();
        // Pending ones are shown too: an avatar is, before the event that attaches it has come.
        var found = await readable
            .Where(m => m.Id == id && m.State != MediaState.PendingDeletion)
            .Select(m => new
            {
                StoryEnds = db.Stories.Where(s => s.MediaId == m.Id).Select(s => (DateTimeOffset?)s.ExpiresAt).SingleOrDefault(),
            })
            .SingleOrDefaultAsync(stop);
        // A story that is over is not there, whether the cleanup has come to it or not.
        if (found is null || found.StoryEnds <= clock.GetUtcNow())
            throw NoSuchImage();
        await using var media = await storage.OpenAsync(id, request.Size, request.Offset, request.Length, stop) ?? throw NoSuchImage();
        var head = new MediaHead
        {
            ContentType = "image/webp",
            Length = media.Length,
            // An object never changes.
            Etag = $"{id:N}-{request.Size}",
            ExpiresAt = found.StoryEnds is { } ends ? Timestamp.FromDateTimeOffset(ends) : null,
        };
        await responseStream.WriteAsync(new() { Head = head }, stop);
        if (request.HeadOnly)
            return;
        var left = request.Length == 0 ? long.MaxValue : request.Length;
        var buffer = new byte[ChunkSize];
        while (left > 0)
        {
            var part = buffer.AsMemory(..(int)Math.Min(left, ChunkSize));
            var read = await media.Bytes.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, stop);
            if (read == 0)
                break;
            await responseStream.WriteAsync(new() { Chunk = UnsafeByteOperations.UnsafeWrap(part[..read]) }, stop);
            left -= read;
        }
    }

    static FaultException NoSuchImage() => new(Fault.NotFound, "There is no such image.");

    static FaultException NotOne() => new(Fault.Malformed, "An avatar is one image, followed by its bytes.");
}
