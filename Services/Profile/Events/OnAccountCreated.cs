using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Profiles.Data;

namespace Social.Profiles.Events;

/// <summary>The commit of a registration, repeated: it holds even when Auth died before it could call.</summary>
public sealed class OnAccountCreated(ProfileDbContext db, AuthService.AuthServiceClient auth, TimeProvider clock)
    : IEventHandler<AccountCreated>
{
    public async Task Handle(AccountCreated e, EventContext context, CancellationToken stop)
    {
        if (await db.CommitAsync(Guid.Parse(e.TransactionId), Guid.Parse(e.UserId), clock.GetUtcNow(), stop))
            return;
        // An account that was deleted before this came: then its registration counts as aborted, and the name was given back.
        var now = await auth.GetDecisionAsync(new() { TransactionId = e.TransactionId }, cancellationToken: stop);
        if (now.Decision != Decision.Aborted)
            throw new InvalidOperationException($"Registration {e.TransactionId} is committed, but nothing is reserved under it.");
    }
}
