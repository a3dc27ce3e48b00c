using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
using Social.Questions.Data;

namespace Social.Questions.Events;

/// <summary>
/// Takes the user's id from what they asked, answered and remarked, which stays: others built on it. Their votes go, with what these counted.
/// </summary>
public sealed class OnUserDeleted(QuestionsDbContext db, TimeProvider clock) : IEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        var user = Guid.Parse(e.UserId);
        await db.MarkUserDeletedAsync(user, clock.GetUtcNow(), stop);
        await db.EraseAsync(user, stop);
    }
}
