using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;

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
    /// <summary>Notes what a text shows, in the transaction that stores it. Repeatable.</summary>
    public static async Task AddImagesAsync(this QuestionsDbContext db, Guid question, Guid text, Guid[] media, CancellationToken stop)
    {
        if (media.Length > 0)
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into text_images (media_id, text_id, question_id) select media, {text}, {question} from unnest({media}) as media
                on conflict do nothing
                """,
                stop
            );
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
