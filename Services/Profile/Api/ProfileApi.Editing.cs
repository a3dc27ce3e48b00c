using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    public override Task<ProfileView> EditProfile(EditProfileRequest request, ServerCallContext context) =>
        ChangeAsync(
            context,
            profile => profile.Edit(request.HasDisplayName ? request.DisplayName : null, request.HasBio ? request.Bio : null)
        );

    /// <summary>An empty media id takes the avatar away.</summary>
    public override Task<ProfileView> SetAvatar(SetAvatarRequest request, ServerCallContext context)
    {
        Guid? media = request.MediaId.Length == 0 ? null : Id(request.MediaId, "media_id");
        return ChangeAsync(context, profile => profile.AvatarMediaId = media);
    }

    async Task<ProfileView> ChangeAsync(ServerCallContext context, Action<Profile> change)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var work = await db.BeginAsync(stop);
        EnsureAccountExists(me, await db.LockAndFindDeletedUsersAsync([me], stop));
        await db.LockAsync([me], stop);
        var profile = await db.Profiles.SingleOrDefaultAsync(p => p.Id == me, stop) ?? throw Nobody();
        var before = profile.AvatarMediaId;
        change(profile);
        if (db.ChangeTracker.HasChanges())
        {
            profile.IncrementVersion();
            StampAfterCommit(me);
            db.Publish(
                me,
                new UserUpdated
                {
                    UserId = me.ToString(),
                    AvatarMediaId = profile.AvatarMediaId?.ToString() ?? "",
                    PreviousAvatarMediaId = before?.ToString() ?? "",
                    Version = (ulong)profile.Version,
                }
            );
            await db.SaveChangesAsync(stop);
        }
        await work.CommitAsync(stop);
        return await ViewOneAsync(With(me), me, stop);
    }
}
