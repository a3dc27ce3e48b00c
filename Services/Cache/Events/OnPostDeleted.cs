using Social.Caches.Store;
using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

sealed class OnPostDeleted(Invalidations invalidations) : IEventHandler<PostDeleted>
{
    public Task Handle(PostDeleted e, EventContext context, CancellationToken stop)
    {
        invalidations.ApplyInvalidation(Keys.Post(e.PostId), Tombstone.Gone, context);
        invalidations.ApplyInvalidation(Keys.PostsOf(e.AuthorId), e.AuthorVersion, context);
        return Task.CompletedTask;
    }
}
