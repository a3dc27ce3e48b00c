using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

/// <summary>Uploads at Post on their way into a message.</summary>
public sealed partial class MessageUploads(ChatDbContext db, MediaService.MediaServiceClient media, ILogger<MessageUploads> log)
{
    /// <summary>The caller's uploads, which stay for a day from now on: until then the message is stored, or they are deleted.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (images, alts), <see cref="Fault.Unavailable"/>.</exception>
    internal async Task<IReadOnlyList<SentImage>> ClaimImagesAsync(Guid me, SendMessageRequest request, CancellationToken stop)
    {
        if (request.ImageIds.Count > SharedLimits.ImagesPerMessage)
            throw new FaultException(Fault.Invalid, "images", $"A message takes at most {SharedLimits.ImagesPerMessage} images.");
        if (request.Alts.Count > request.ImageIds.Count)
            throw new FaultException(Fault.Invalid, "alts", "There are more alternative texts than images.");
        var alts = request.Alts.Select(alt => MessageImage.AltRules.Validate(alt, "alts", "An alternative text")).ToList();
        if (request.ImageIds.Count == 0)
            return [];
        var claim = new ClaimMediaRequest
        {
            OwnerId = me.ToString(),
            Purpose = MediaPurpose.Room,
            Ids = { request.ImageIds },
        };
        var found = (await media.ClaimMediaAsync(claim, cancellationToken: stop)).Media.ToDictionary(m => m.Id);
        return [.. request.ImageIds.Select((id, i) => ToImage(found.GetValueOrDefault(id), alts.ElementAtOrDefault(i) ?? ""))];
    }

    /// <summary>Deletes those of the uploads that are in no message. What is not deleted now is found by Post's cleanup.</summary>
    public async Task DeleteUnusedAsync(Guid me, IEnumerable<string> ids, CancellationToken stop)
    {
        Guid[] uploads = [.. ids.Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty)];
        if (uploads.Length == 0)
            return;
        var used = await db.MessageImages.Where(i => uploads.Contains(i.MediaId)).Select(i => i.MediaId).ToListAsync(stop);
        var request = new DeleteUnusedMediaRequest { OwnerId = me.ToString(), Ids = { uploads.Except(used).Select(id => id.ToString()) } };
        try
        {
            await media.DeleteUnusedMediaAsync(request, cancellationToken: stop);
        }
        catch (RpcException e)
        {
            NotDeleted(request.Ids.Count, e.Status.Detail);
        }
    }

    static SentImage ToImage(UploadedMedia? upload, string alt) =>
        upload is null
            ? throw new FaultException(Fault.Invalid, "images", "An image of this message is not there any more; send it again.")
            : new(Guid.Parse(upload.Id), upload.Width, upload.Height, upload.Hash.ToByteArray(), alt);

    [LoggerMessage(LogLevel.Information, "Deleting {Count} unused uploads failed; left to the media cleanup: {Reason}")]
    partial void NotDeleted(int count, string reason);
}
