using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;

namespace Social.Feeds.Events;

public sealed class OnPostLiked(FeedDbContext db) : IEventHandler<PostLiked>
{
    public async Task Handle(PostLiked e, EventContext context, CancellationToken stop)
    {
        var (post, author, liker) = (Guid.Parse(e.PostId), Guid.Parse(e.AuthorId), Guid.Parse(e.LikerId));
        if (liker == author || (await db.WhoIsGoneAsync([author, liker], stop)).Count > 0)
            return;
        await db.NotifyAsync(new(Kinds.Like, liker, post, author, post, e.LikedAt.ToDateTimeOffset()), [author], stop);
    }
}
