using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>The post's author hears of the comment, those it mentions of the mention; nobody of both.</summary>
public sealed class OnCommentAdded(FeedDbContext db) : IEventBatchHandler<CommentAdded>
{
    public async Task Handle(IReadOnlyList<Heard<CommentAdded>> events, CancellationToken stop)
    {
        // What is told again was announced the first time.
        Heard<CommentAdded>[] fresh = [.. events.Where(e => !e.Context.Republished)];
        List<Act> comments = [.. fresh.Select(e => ToAct(e.Event))];
        List<Act> mentions =
        [
            .. comments
                .Zip(fresh, (act, e) => e.Event.MentionedIds.Select(m => act with { RecipientId = Guid.Parse(m) }))
                .SelectMany(some => some)
                .Where(a => a.RecipientId != a.OwnerId),
        ];
        var people = comments.SelectMany(a => (Guid[])[a.ActorId, a.OwnerId]).Concat(mentions.Select(a => a.RecipientId));
        var gone = await db.WhoIsGoneAsync(people, stop);
        await db.NotifyAsync(Kinds.Comment, comments.Where(Stands), stop);
        await db.NotifyAsync(Kinds.Mention, mentions.Where(Stands), stop);

        bool Stands(Act a) => !gone.Contains(a.ActorId) && !gone.Contains(a.OwnerId) && !gone.Contains(a.RecipientId);
    }

    static Act ToAct(CommentAdded e)
    {
        var owner = Guid.Parse(e.PostAuthorId);
        var (post, comment) = (Guid.Parse(e.PostId), Guid.Parse(e.CommentId));
        return new(owner, Guid.Parse(e.AuthorId), post, owner, comment, e.AddedAt.ToDateTimeOffset());
    }
}
