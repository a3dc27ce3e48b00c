using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Messaging.Consumer;
using Social.Questions.Data;

namespace Social.Questions.Events;

/// <summary>Keeps who is blocked by whom, to leave each out of what the other reads.</summary>
public sealed class OnUserBlocked(QuestionsDbContext db) : IEventHandler<UserBlocked>, IEventHandler<UserUnblocked>
{
    public Task Handle(UserBlocked e, EventContext context, CancellationToken stop) => db.ApplyBlockAsync(e, stop);

    public Task Handle(UserUnblocked e, EventContext context, CancellationToken stop) => db.ApplyUnblockAsync(e, stop);
}
