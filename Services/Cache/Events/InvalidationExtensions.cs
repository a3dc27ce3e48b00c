using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Broadcast;

namespace Social.Caches.Events;

static class InvalidationExtensions
{
    /// <summary>Consumes the owners' events, in every replica independently: none depends on another to know what is stale.</summary>
    public static void AddInvalidations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Invalidations>();
        builder
            .AddBroadcastEvents()
            .Handle<UserUpdated, OnUserUpdated>(Topics.Users)
            .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
            .Handle<PostPublished, OnPostPublished>(Topics.Posts)
            .Handle<PostEdited, OnPostEdited>(Topics.Posts)
            .Handle<PostDeleted, OnPostDeleted>(Topics.Posts);
    }
}
