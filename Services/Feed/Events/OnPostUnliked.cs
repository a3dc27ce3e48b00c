using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

public sealed class OnPostUnliked(FeedDbContext db) : IEventHandler<PostUnliked>
{
    public Task Handle(PostUnliked e, EventContext context, CancellationToken stop)
    {
        var post = Guid.Parse(e.PostId);
        return db.RetractAsync(Guid.Parse(e.LikerId), post, post, [], stop, Kinds.Like);
    }
}
