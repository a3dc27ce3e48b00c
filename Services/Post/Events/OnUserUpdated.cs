using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>Attaches the avatar that a profile shows now and marks the previous one for deletion; the cleanup deletes its objects.</summary>
public sealed class OnUserUpdated(PostDbContext db) : IEventHandler<UserUpdated>
{
    public async Task Handle(UserUpdated e, EventContext context, CancellationToken stop)
    {
        var owner = Guid.Parse(e.UserId);
        if (e.AvatarMediaId == e.PreviousAvatarMediaId)
            return;
        await SetStateAsync(owner, e.AvatarMediaId, MediaState.Attached, stop);
        await SetStateAsync(owner, e.PreviousAvatarMediaId, MediaState.PendingDeletion, stop);
    }

    // The owner's only, and avatars only: a profile that names another's image must not decide over it.
    Task SetStateAsync(Guid owner, string media, MediaState state, CancellationToken stop) =>
        Guid.TryParse(media, out var id)
            ? db
                .Media.Where(m => m.Id == id && m.OwnerId == owner && m.Kind == MediaKind.Avatar && m.State != MediaState.PendingDeletion)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state), stop)
            : Task.CompletedTask;
}
