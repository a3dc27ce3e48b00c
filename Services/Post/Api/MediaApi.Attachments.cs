using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class MediaApi
{
    /// <summary>Images for a message, a question or an answer. When one is refused nothing of them is left.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Malformed"/> when parts come in another order, <see cref="Fault.Invalid"/> (images), <see cref="Fault.TooLarge"/>,
    /// <see cref="Fault.UnsupportedMedia"/>.
    /// </exception>
    public override async Task<MediaList> UploadMedia(IAsyncStreamReader<PublishPart> requestStream, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var upload = new Upload(renderer, Renditions.OfPost);
        var purpose = MediaPurpose.Unspecified;
        while (await requestStream.MoveNext(stop))
        {
            var part = requestStream.Current;
            if ((purpose == MediaPurpose.Unspecified) != (part.PartCase == PublishPart.PartOneofCase.Start))
                throw new FaultException(Fault.Malformed, "An upload starts with its purpose, once.");
            switch (part.PartCase)
            {
                case PublishPart.PartOneofCase.Start:
                    purpose = part.Start.Purpose;
                    break;
                case PublishPart.PartOneofCase.Image:
                    EnsureRoomFor(purpose, upload.Count + 1);
                    await upload.BeginAsync(part.Image.FileName, stop);
                    break;
                case PublishPart.PartOneofCase.Chunk:
                    await upload.AppendAsync(part.Chunk.Memory, stop);
                    break;
                case PublishPart.PartOneofCase.Text:
                case PublishPart.PartOneofCase.None:
                    throw new FaultException(Fault.Malformed, "An upload is images, each followed by its bytes.");
            }
        }
        var kind = ToKind(purpose);
        await upload.FinishAsync(stop);
        return new() { Media = { (await storage.StoreAsync(me, kind, upload, stop)).Select(View) } };
    }

    [InternalOnly]
    public override async Task<MediaList> ClaimMedia(ClaimMediaRequest request, ServerCallContext context)
    {
        var (owner, kind, stop) = (Guid.Parse(request.OwnerId), ToKind(request.Purpose), context.CancellationToken);
        var ids = Parse(request.Ids);
        var claimed = db.Media.Where(m =>
            ids.Contains(m.Id) && m.OwnerId == owner && m.Kind == kind && m.State != MediaState.PendingDeletion
        );
        var now = clock.GetUtcNow();
        await claimed.Where(m => m.State == MediaState.Pending).ExecuteUpdateAsync(set => set.SetProperty(m => m.CreatedAt, now), stop);
        // Whoever showed it before may be deleting it: a day from now, what holds it is asked about once more.
        await db
            .Media.Where(m => ids.Contains(m.Id) && m.Kind == MediaKind.Question && m.State == MediaState.Attached)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Pending).SetProperty(m => m.CreatedAt, now), stop);
        var mine = await claimed.AsNoTracking().ToListAsync(stop);
        var others = ids.Except(mine.Select(m => m.Id)).ToList();
        var shown = await db
            .Media.Where(m => others.Contains(m.Id) && m.Kind != MediaKind.Room && m.State != MediaState.PendingDeletion)
            .Select(m => m.Id)
            .ToListAsync(stop);
        return new() { Media = { mine.Select(View) }, MissingIds = { others.Except(shown).Select(id => id.ToString()) } };
    }

    [InternalOnly]
    public override async Task<DeleteUnusedMediaReply> DeleteUnusedMedia(DeleteUnusedMediaRequest request, ServerCallContext context)
    {
        var (owner, ids) = (Guid.Parse(request.OwnerId), Parse(request.Ids));
        var unused = await db
            .Media.Where(m =>
                ids.Contains(m.Id)
                && m.OwnerId == owner
                && m.State == MediaState.Pending
                && (m.Kind == MediaKind.Room || m.Kind == MediaKind.Question)
            )
            .Select(m => m.Id)
            .ToListAsync(context.CancellationToken);
        await storage.MarkForDeletionAsync(unused);
        return new();
    }

    static void EnsureRoomFor(MediaPurpose purpose, int images)
    {
        var most = ToKind(purpose) == MediaKind.Room ? SharedLimits.ImagesPerMessage : 1;
        if (images > most)
            throw new FaultException(Fault.Invalid, "images", $"One sends at most {most} {(most == 1 ? "image" : "images")} here.");
    }

    static MediaKind ToKind(MediaPurpose purpose) =>
        purpose switch
        {
            MediaPurpose.Question => MediaKind.Question,
            MediaPurpose.Room => MediaKind.Room,
            MediaPurpose.Unspecified => throw new FaultException(Fault.Malformed, "An upload starts with its purpose, once."),
        };

    static UploadedMedia View(Media media) =>
        new()
        {
            Id = media.Id.ToString(),
            Width = media.Width,
            Height = media.Height,
            Hash = UnsafeByteOperations.UnsafeWrap(media.Hash),
        };

    static Guid[] Parse(IEnumerable<string> ids) => [.. ids.Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty)];
}
