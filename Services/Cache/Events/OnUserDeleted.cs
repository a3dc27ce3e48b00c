using Social.Caches.Store;
using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

sealed class OnUserDeleted(Invalidations invalidations) : IEventHandler<UserDeleted>
{
    public Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        invalidations.ApplyInvalidation(Keys.Profile(e.UserId), Tombstone.Gone, context);
        invalidations.ApplyInvalidation(Keys.PostsOf(e.UserId), Tombstone.Gone, context);
        invalidations.InvalidateEntriesContaining(e.UserId, context);
        return Task.CompletedTask;
    }
}
