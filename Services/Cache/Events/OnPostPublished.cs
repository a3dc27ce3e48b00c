using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

sealed class OnPostPublished(Invalidations invalidations) : IEventHandler<PostPublished>
{
    public Task Handle(PostPublished e, EventContext context, CancellationToken stop)
    {
        invalidations.ApplyInvalidation(Keys.PostsOf(e.AuthorId), e.AuthorVersion, context);
        return Task.CompletedTask;
    }
}
