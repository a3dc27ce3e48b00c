using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

public sealed class OnCommentDeleted(FeedDbContext db) : IEventHandler<CommentDeleted>
{
    public Task Handle(CommentDeleted e, EventContext context, CancellationToken stop) =>
        db.RetractAsync(Guid.Parse(e.AuthorId), Guid.Parse(e.PostId), Guid.Parse(e.CommentId), [], stop, Kinds.Comment, Kinds.Mention);
}
