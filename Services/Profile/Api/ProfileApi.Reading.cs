using Grpc.Core;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    const int MaxBatch = 200;

    public override async Task<ProfileView> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var id = request.ByCase switch
        {
            GetProfileRequest.ByOneofCase.Username => await FindAsync(request.Username, stop),
            GetProfileRequest.ByOneofCase.UserId => Id(request.UserId, "user_id"),
            _ => throw new FaultException(Fault.Malformed, "Say whose profile."),
        };
        return await ViewOneAsync(id, ViewerOf(context), stop);
    }

    public override async Task<ProfileList> GetProfiles(GetProfilesRequest request, ServerCallContext context)
    {
        if (request.UserIds.Count + request.Usernames.Count > MaxBatch)
            throw new FaultException(Fault.Invalid, $"At most {MaxBatch} profiles at once.");
        var ids = request.UserIds.Select(id => Id(id, "user_ids")).ToArray();
        var names = request.Usernames.Select(Username.Normal).Where(Username.IsValid).ToArray();
        var asked = db.Profiles.Where(p => ids.Contains(p.Id) || names.Contains(p.Username));
        return new() { Profiles = { await asked.ViewAsync(db, ViewerOf(context), context.CancellationToken) } };
    }

    async Task<ProfileView> ViewOneAsync(Guid id, Guid viewer, CancellationToken stop) =>
        (await db.Profiles.Where(p => p.Id == id).ViewAsync(db, viewer, stop)).SingleOrDefault() ?? throw Nobody();
}
