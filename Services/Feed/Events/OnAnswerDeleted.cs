using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;

namespace Social.Feeds.Events;

/// <summary>Takes back what was told of the answer, and of the votes on it.</summary>
public sealed class OnAnswerDeleted(FeedDbContext db) : IEventHandler<AnswerDeleted>
{
    public async Task Handle(AnswerDeleted e, EventContext context, CancellationToken stop)
    {
        var (question, answer) = (Guid.Parse(e.QuestionId), Guid.Parse(e.AnswerId));
        var actors = await db
            .Actors.Where(a => a.Sources.Contains(answer) && db.Notifications.Any(n => n.Id == a.NotificationId && n.PostId == question))
            .Select(a => a.ActorId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(stop);
        foreach (var actor in actors)
            await db.RetractAsync(actor, question, answer, [], stop, Kinds.Answer, Kinds.QuestionMention, Kinds.Vote);
    }
}
