using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>What held these images was deleted: nobody is shown them from now on, and the cleanup takes them out of the store.</summary>
public sealed class OnImagesDeleted(PostDbContext db, MediaCleanup cleanup)
    : IEventHandler<MessageImagesDeleted>,
        IEventHandler<QuestionImagesDeleted>
{
    public Task Handle(MessageImagesDeleted e, EventContext context, CancellationToken stop) =>
        DeleteAsync(MediaKind.Room, e.MediaIds, stop);

    public Task Handle(QuestionImagesDeleted e, EventContext context, CancellationToken stop) =>
        DeleteAsync(MediaKind.Question, e.MediaIds, stop);

    async Task DeleteAsync(MediaKind kind, IEnumerable<string> media, CancellationToken stop)
    {
        Guid[] ids = [.. media.Select(Guid.Parse)];
        await db
            .Media.Where(m => ids.Contains(m.Id) && m.Kind == kind)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), stop);
        cleanup.WakeSoon();
    }
}
