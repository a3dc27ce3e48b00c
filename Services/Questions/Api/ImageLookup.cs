using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>Which images of a text are its author's own uploads, and stay for as long as the text.</summary>
public sealed class ImageLookup(QuestionsDbContext db, MediaService.MediaServiceClient media, TimeProvider clock)
{
    /// <summary>
    /// Those of the text's images that its author uploaded for a question or an answer; they stay for a day from now on, until when the text
    /// is stored. Images of others are shown for as long as their owners keep them.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (body): one is not there; <see cref="Fault.Unavailable"/>.</exception>
    public async Task<ClaimedImages> ClaimImagesAsync(Guid author, RenderedText text, CancellationToken stop)
    {
        if (text.Images.Length == 0)
            return ClaimedImages.None;
        var claim = await StoreClaimAsync(text.Images, stop);
        var request = new ClaimMediaRequest
        {
            OwnerId = author.ToString(),
            Purpose = MediaPurpose.Question,
            Ids = { text.Images.Select(id => id.ToString()) },
        };
        var claimed = await media.ClaimMediaAsync(request, cancellationToken: stop);
        return claimed.MissingIds.Count == 0
            ? new(claim, [.. claimed.Media.Select(m => Guid.Parse(m.Id))])
            : throw new FaultException(
                Fault.Invalid,
                "body",
                $"The image /media/{claimed.MissingIds[0]} is not there any more: upload it again, or take it out of the text."
            );
    }

    /// <summary>First, and committed: from now on Post is told that these images are held, whatever else is deleted meanwhile.</summary>
    async Task<Guid> StoreClaimAsync(Guid[] images, CancellationToken stop)
    {
        var (claim, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"insert into image_claims (id, media_id, claimed_at) select {claim}, media, {now} from unnest({images}) as media",
            stop
        );
        return claim;
    }
}
