using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

public sealed class OnAnswerAccepted(FeedDbContext db) : IEventHandler<AnswerAccepted>, IEventHandler<AnswerUnaccepted>
{
    public Task Handle(AnswerAccepted e, EventContext context, CancellationToken stop) =>
        context.Republished
            ? Task.CompletedTask
            : db.TellAsync(
                new(e.QuestionId, e.QuestionAuthorId, e.QuestionAuthorId, e.AnswerId, e.AcceptedAt.ToDateTimeOffset()),
                [(Kinds.Accepted, e.AuthorId)],
                stop
            );

    public Task Handle(AnswerUnaccepted e, EventContext context, CancellationToken stop) =>
        db.RetractAsync(Guid.Parse(e.QuestionAuthorId), Guid.Parse(e.QuestionId), Guid.Parse(e.AnswerId), [], stop, Kinds.Accepted);
}
