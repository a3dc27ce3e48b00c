using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>Nobody is told of anything about it any more.</summary>
public sealed class OnQuestionDeleted(FeedDbContext db) : IEventHandler<QuestionDeleted>
{
    public Task Handle(QuestionDeleted e, EventContext context, CancellationToken stop)
    {
        var question = Guid.Parse(e.QuestionId);
        return db.Database.ExecuteSqlAsync(
            $"""
            with locked as (
                select id from notifications where post_id = {question} order by kind, recipient_id, post_id, id for update
            ), untold as (
                delete from notifications where id in (select id from locked)
            )
            delete from questions where id = {question}
            """,
            stop
        );
    }
}
