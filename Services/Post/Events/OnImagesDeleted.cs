using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>
/// What held these images was deleted. Those of a message are shown to nobody from now on; one of a question may be shown by another text,
/// so that Questions is asked. The cleanup takes what is left out of the store.
/// </summary>
public sealed class OnImagesDeleted(PostDbContext db, MediaCleanup cleanup, IOptions<PostOptions> options, TimeProvider clock)
    : IEventHandler<MessageImagesDeleted>,
        IEventHandler<QuestionImagesDeleted>
{
    public async Task Handle(MessageImagesDeleted e, EventContext context, CancellationToken stop)
    {
        await Images(MediaKind.Room, e.MediaIds).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), stop);
        cleanup.WakeSoon();
    }

    /// <summary>As old as an upload that has to be asked about; a text that claims the image before that is done makes it young again.</summary>
    public async Task Handle(QuestionImagesDeleted e, EventContext context, CancellationToken stop)
    {
        var due = clock.GetUtcNow() - options.Value.KeepUnattached - TimeSpan.FromMinutes(1);
        await Images(MediaKind.Question, e.MediaIds)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Pending).SetProperty(m => m.CreatedAt, due), stop);
        cleanup.WakeSoon();
    }

    IQueryable<Media> Images(MediaKind kind, IEnumerable<string> media)
    {
        Guid[] ids = [.. media.Select(Guid.Parse)];
        return db.Media.Where(m => ids.Contains(m.Id) && m.Kind == kind && m.State != MediaState.PendingDeletion);
    }
}
