using Social.Chats.Data;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Messaging.Consumer;

namespace Social.Chats.Events;

/// <summary>Keeps who is blocked by whom: between them nobody writes directly, and in shared rooms each other's messages are folded.</summary>
public sealed class OnUserBlocked(ChatDbContext db) : IEventHandler<UserBlocked>, IEventHandler<UserUnblocked>
{
    public Task Handle(UserBlocked e, EventContext context, CancellationToken stop) => db.ApplyBlockAsync(e, stop);

    public Task Handle(UserUnblocked e, EventContext context, CancellationToken stop) => db.ApplyUnblockAsync(e, stop);
}
