using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

sealed class OnPostEdited(Invalidations invalidations) : IEventHandler<PostEdited>
{
    public Task Handle(PostEdited e, EventContext context, CancellationToken stop)
    {
        invalidations.ApplyInvalidation(Keys.Post(e.PostId), e.Version, context);
        return Task.CompletedTask;
    }
}
