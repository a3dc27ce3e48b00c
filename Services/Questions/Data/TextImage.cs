using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Data;

/// <summary>
/// That a question or an answer shows an image that its author uploaded for it. The row stays when the text is edited: what it said before is
/// kept, and shown.
/// </summary>
public sealed class TextImage
{
    /// <summary>Post's id of it.</summary>
    public Guid MediaId { get; init; }

    /// <summary>The question or the answer.</summary>
    public Guid TextId { get; init; }
    public Guid QuestionId { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<TextImage>(image =>
        {
            image.ToTable("text_images").HasKey(i => new { i.MediaId, i.TextId });
            image.HasIndex(i => i.TextId);
            image.HasIndex(i => i.QuestionId);
            image.HasOne<Question>().WithMany().HasForeignKey(i => i.QuestionId);
        });
}

static class TextImages
{
    /// <summary>Notes what a text shows, in the transaction that stores it and in place of the claim, so that no image is without both.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>: the claim has expired.</exception>
    public static async Task AddImagesAsync(
        this QuestionsDbContext db,
        Guid question,
        Guid text,
        ClaimedImages images,
        CancellationToken stop
    )
    {
        if (images == ClaimedImages.None)
            return;
        // Also of images of others, which are not the author's to keep: their claim ends here.
        var claimed = await db
            .Database.SqlQuery<int>(
                $"""
                with claimed as (
                    delete from image_claims where id = {images.Claim} returning media_id
                ), shown as (
                    insert into text_images (media_id, text_id, question_id)
                    select media_id, {text}, {question} from claimed where media_id = any ({images.Media})
                    on conflict do nothing
                )
                select count(*)::int as "Value" from claimed where media_id = any ({images.Media})
                """
            )
            .ToListAsync(stop);
        if (claimed[0] < images.Media.Length)
            throw new FaultException(Fault.Unavailable, "Storing the images took too long; please try again.");
    }

    /// <summary>
    /// Deletes what deleted texts showed, in the open transaction, which holds the question's lock. An event has Post ask which of the images
    /// another text still shows, once this is committed, and remove the others; it is saved with what the caller saves next.
    /// </summary>
    public static async Task DeleteImagesAsync(
        this QuestionsDbContext db,
        Guid question,
        IQueryable<TextImage> images,
        CancellationToken stop
    )
    {
        var media = await images.Select(i => i.MediaId).Distinct().ToListAsync(stop);
        if (media.Count == 0)
            return;
        await images.ExecuteDeleteAsync(stop);
        db.Publish(
            question,
            new QuestionImagesDeleted { QuestionId = question.ToString(), MediaIds = { media.Select(id => id.ToString()) } }
        );
    }
}
