using Social.Contracts;
using Social.Messaging;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>The commit of a registration, repeated: it holds even when Auth died before it could call.</summary>
public sealed class OnAccountCreated(ProfileDbContext db, TimeProvider clock) : IEventHandler<AccountCreated>
{
    public Task Handle(AccountCreated e, EventContext context, CancellationToken stop) =>
        db.CommitAsync(Guid.Parse(e.TransactionId), Guid.Parse(e.UserId), clock.GetUtcNow(), stop);
}
