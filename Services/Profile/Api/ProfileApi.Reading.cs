using Grpc.Core;
using Social.Contracts;
using Social.Messaging.DeletedUsers;
using Social.Profiles.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    public override async Task<ProfileView> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        return request.ByCase switch
        {
            GetProfileRequest.ByOneofCase.Username => await ViewOneAsync(Called(request.Username), ViewerOf(context), stop),
            GetProfileRequest.ByOneofCase.UserId => await ViewByIdAsync(Id(request.UserId, "user_id"), ViewerOf(context), stop),
            _ => throw new FaultException(Fault.Malformed, "Say whose profile."),
        };
    }

    /// <summary>
    /// Who asks for their own profile has an account: it may not be there only while its registration is being committed. That is no
    /// deleted account, so the answer is to try again.
    /// </summary>
    async Task<ProfileView> ViewByIdAsync(Guid id, Guid viewer, CancellationToken stop)
    {
        try
        {
            return await ViewOneAsync(With(id), viewer, stop);
        }
        catch (FaultException refusal) when (refusal.Fault == Fault.NotFound && id == viewer)
        {
            if (await db.IsDeletedAsync(id, stop))
                throw;
            throw new FaultException(Fault.Unavailable, "Your profile is still being set up. Try again in a moment.");
        }
    }

    public override async Task<ProfileList> GetProfiles(GetProfilesRequest request, ServerCallContext context)
    {
        if (request.UserIds.Count + request.Usernames.Count > SharedLimits.ProfilesPerCall)
            throw new FaultException(Fault.Invalid, $"At most {SharedLimits.ProfilesPerCall} profiles at once.");
        var (viewer, stop) = (ViewerOf(context), context.CancellationToken);
        var ids = request.UserIds.Select(id => Id(id, "user_ids")).ToArray();
        var names = request.Usernames.Select(Username.Normal).Where(Username.IsValid).ToArray();
        var found = ids.Length > 0 ? await db.ProfilesAsync(viewer, ids, stop) : [];
        if (names.Length > 0)
            found.AddRange(await db.ProfilesAsync(viewer, names, stop));
        // Somebody may be asked for by both.
        return new() { Profiles = { found.DistinctBy(p => p.Relation.Id).Select(p => p.ToView()) } };
    }

    public override async Task<ResolvedUsernames> ResolveUsernames(ResolveUsernamesRequest request, ServerCallContext context)
    {
        if (request.Usernames.Count > SharedLimits.ProfilesPerCall)
            throw new FaultException(Fault.Invalid, $"At most {SharedLimits.ProfilesPerCall} usernames at once.");
        var names = request.Usernames.Select(Username.Normal).Where(Username.IsValid).ToArray();
        var found = names.Length > 0 ? await db.ResolveAsync(ViewerOf(context), names, context.CancellationToken) : [];
        return new() { People = { found.Select(p => new ResolvedUsername { Username = p.Username, Id = p.Id.ToString() }) } };
    }

    public override async Task<RelationList> GetRelations(GetRelationsRequest request, ServerCallContext context)
    {
        if (request.UserIds.Count > SharedLimits.ProfilesPerCall)
            throw new FaultException(Fault.Invalid, $"At most {SharedLimits.ProfilesPerCall} profiles at once.");
        var viewer = ViewerOf(context);
        var ids = request.UserIds.Select(id => Id(id, "user_ids")).ToArray();
        return new() { People = { (await db.RelationsAsync(viewer, ids, context.CancellationToken)).Select(Relation) } };
    }

    static RelationView Relation(RelationRow row) =>
        new()
        {
            Id = row.Id.ToString(),
            Followers = row.Followers,
            Following = row.Following,
            IsFollowed = row.IsFollowed,
            FollowsMe = row.FollowsMe,
            IsBlocked = row.IsBlocked,
            IsMuted = row.IsMuted,
            Version = (ulong)row.Version,
        };

    IQueryable<Profile> With(Guid id) => db.Profiles.Where(p => p.Id == id);

    /// <summary>The profile behind a name someone typed.</summary>
    IQueryable<Profile> Called(string username)
    {
        var name = Username.Normal(username);
        return Username.IsValid(name) ? db.Profiles.Where(p => p.Username == name) : throw Nobody();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/> when there is none, or none for this viewer.</exception>
    async Task<ProfileView> ViewOneAsync(IQueryable<Profile> profile, Guid viewer, CancellationToken stop) =>
        (await profile.SeenBy(viewer, db).ViewAsync(db, viewer, stop)).SingleOrDefault() ?? throw Nobody();
}
