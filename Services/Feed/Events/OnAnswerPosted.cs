using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>The asker hears of the answer, and who follows the question; those it mentions of the mention.</summary>
public sealed class OnAnswerPosted(FeedDbContext db) : IEventHandler<AnswerPosted>
{
    public Task Handle(AnswerPosted e, EventContext context, CancellationToken stop) =>
        context.Republished
            ? Task.CompletedTask
            : db.TellAsync(
                new(e.QuestionId, e.QuestionAuthorId, e.AuthorId, e.AnswerId, e.PostedAt.ToDateTimeOffset()),
                [
                    (Kinds.Answer, e.QuestionAuthorId),
                    .. e.MentionedIds.Select(m => (Kinds.QuestionMention, m)),
                    .. e.FollowerIds.Select(f => (Kinds.Answer, f)),
                ],
                stop
            );
}
