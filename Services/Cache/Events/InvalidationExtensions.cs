using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Listening;

namespace Social.Caches.Events;

static class InvalidationExtensions
{
    /// <summary>Hears of what the owners write. Every replica for itself: so none depends on another to know what is out of date.</summary>
    public static void AddInvalidations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Invalidations>();
        builder
            .AddListening()
            .Handle<UserUpdated, OnUserUpdated>(Topics.Users)
            .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
            .Handle<PostPublished, OnPostPublished>(Topics.Posts)
            .Handle<PostEdited, OnPostEdited>(Topics.Posts)
            .Handle<PostDeleted, OnPostDeleted>(Topics.Posts);
    }
}
