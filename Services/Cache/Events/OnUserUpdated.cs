using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Caches.Events;

sealed class OnUserUpdated(Invalidations invalidations) : IEventHandler<UserUpdated>
{
    public Task Handle(UserUpdated e, EventContext context, CancellationToken stop)
    {
        invalidations.ApplyInvalidation(Keys.Profile(e.UserId), e.Version, context);
        return Task.CompletedTask;
    }
}
