using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>The author hears of votes for what they wrote, and of none against it.</summary>
public sealed class OnVoted(FeedDbContext db) : IEventHandler<Voted>
{
    public Task Handle(Voted e, EventContext context, CancellationToken stop)
    {
        var source = e.AnswerId.Length > 0 ? e.AnswerId : e.QuestionId;
        if (e.Value > 0)
            return context.Republished
                ? Task.CompletedTask
                : db.TellAsync(
                    new(e.QuestionId, e.QuestionAuthorId, e.VoterId, source, e.VotedAt.ToDateTimeOffset()),
                    [(Kinds.Vote, e.TargetAuthorId)],
                    stop
                );
        return e.Previous > 0
            ? db.RetractAsync(Guid.Parse(e.VoterId), Guid.Parse(e.QuestionId), Guid.Parse(source), [], stop, Kinds.Vote)
            : Task.CompletedTask;
    }
}
