using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>The post's author hears of the comment, those it mentions of the mention; nobody of both.</summary>
public sealed class OnCommentAdded(FeedDbContext db) : IEventHandler<CommentAdded>
{
    public async Task Handle(CommentAdded e, EventContext context, CancellationToken stop)
    {
        var (author, owner) = (Guid.Parse(e.AuthorId), Guid.Parse(e.PostAuthorId));
        List<Guid> mentioned = [.. e.MentionedIds.Select(Guid.Parse).Where(m => m != owner && m != author)];
        if (author == owner && mentioned.Count == 0)
            return;
        var gone = await db.WhoIsGoneAsync([author, owner, .. mentioned], stop);
        if (gone.Contains(author) || gone.Contains(owner))
            return;
        var (post, comment) = (Guid.Parse(e.PostId), Guid.Parse(e.CommentId));
        var act = new Act(Kinds.Comment, author, post, owner, comment, e.AddedAt.ToDateTimeOffset());
        await db.NotifyAsync(act, [owner], stop);
        await db.NotifyAsync(act with { Kind = Kinds.Mention }, mentioned.Except(gone), stop);
    }
}
