using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>A question to remember; whom it mentions is told, and who follows one of its tags.</summary>
public sealed class OnQuestionAsked(FeedDbContext db) : IEventHandler<QuestionAsked>
{
    public async Task Handle(QuestionAsked e, EventContext context, CancellationToken stop)
    {
        if (e.AuthorId.Length == 0)
            return;
        var (question, author) = (Guid.Parse(e.QuestionId), Guid.Parse(e.AuthorId));
        if (context.Republished)
        {
            if ((await db.LockAndFindDeletedUsersAsync([author], stop)).Count == 0)
                await RememberAsync(question, author, stop);
            return;
        }
        await db.TellAsync(
            new(e.QuestionId, e.AuthorId, e.AuthorId, e.QuestionId, e.AskedAt.ToDateTimeOffset()),
            [.. e.MentionedIds.Select(m => (Kinds.QuestionMention, m)), .. e.FollowerIds.Select(f => (Kinds.Question, f))],
            stop
        );
        // Their lock is held since then.
        if (!await db.IsDeletedAsync(author, stop))
            await RememberAsync(question, author, stop);
    }

    Task<int> RememberAsync(Guid question, Guid author, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"insert into questions (id, author_id) values ({question}, {author}) on conflict do nothing", stop);
}
