using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>The author of what is commented on hears of it, those it mentions of the mention; nobody of both.</summary>
public sealed class OnQuestionCommented(FeedDbContext db) : IEventHandler<QuestionCommented>, IEventHandler<QuestionCommentDeleted>
{
    public Task Handle(QuestionCommented e, EventContext context, CancellationToken stop) =>
        context.Republished
            ? Task.CompletedTask
            : db.TellAsync(
                new(e.QuestionId, e.QuestionAuthorId, e.AuthorId, e.CommentId, e.CommentedAt.ToDateTimeOffset()),
                [(Kinds.QuestionComment, e.TargetAuthorId), .. e.MentionedIds.Select(m => (Kinds.QuestionMention, m))],
                stop
            );

    public Task Handle(QuestionCommentDeleted e, EventContext context, CancellationToken stop) =>
        // What a deleted account wrote was taken back with it.
        e.AuthorId.Length == 0
            ? Task.CompletedTask
            : db.RetractAsync(
                Guid.Parse(e.AuthorId),
                Guid.Parse(e.QuestionId),
                Guid.Parse(e.CommentId),
                [],
                stop,
                Kinds.QuestionComment,
                Kinds.QuestionMention
            );
}
