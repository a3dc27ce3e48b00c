using Social.Feeds.Data;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Notifications;

/// <summary>What is told about a question: each recipient once of one act, by the kind that concerns them most.</summary>
/// <param name="QuestionId">By which it is grouped.</param>
/// <param name="OwnerId">Who asked it; empty when their account was deleted.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="Source">By what: the answer, the comment or the question.</param>
/// <param name="At">When.</param>
sealed record QuestionAct(string QuestionId, string OwnerId, string ActorId, string Source, DateTimeOffset At);

static class QuestionNotifications
{
    /// <summary>Tells of an act, in the transaction of its event.</summary>
    /// <param name="told">By kind, the most important first; an empty id is nobody.</param>
    public static async Task TellAsync(
        this FeedDbContext db,
        QuestionAct act,
        IEnumerable<(string Kind, string Recipient)> told,
        CancellationToken stop
    )
    {
        var recipients = told.Where(t => t.Recipient.Length > 0)
            .DistinctBy(t => t.Recipient)
            .Select(t => (t.Kind, Recipient: Guid.Parse(t.Recipient)))
            .ToList();
        var actor = Guid.Parse(act.ActorId);
        // Nobody is hidden from themselves, so the actor stands for an asker who is deleted.
        var owner = act.OwnerId.Length > 0 ? Guid.Parse(act.OwnerId) : actor;
        var deleted = await db.LockAndFindDeletedUsersAsync([actor, owner, .. recipients.Select(r => r.Recipient)], stop);
        if (deleted.Contains(actor))
            return;
        if (deleted.Contains(owner))
            owner = actor;
        var (question, source) = (Guid.Parse(act.QuestionId), Guid.Parse(act.Source));
        // By kind, as everybody who writes several.
        foreach (
            var kind in recipients
                .Where(r => !deleted.Contains(r.Recipient))
                .GroupBy(r => r.Kind)
                .OrderBy(k => k.Key, StringComparer.Ordinal)
        )
            await db.NotifyAsync(
                kind.Key,
                kind.Select(r => new NotificationTrigger(r.Recipient, actor, question, owner, source, act.At)),
                stop
            );
    }
}
