using System.Collections.Concurrent;
using Grpc.Core;
using Social.Contracts;

namespace Social.Tests.Gateway.Fixture;

/// <summary>The people there are, by id. The header `viewer` says who asks; none: a service.</summary>
sealed class ProfileOwner : ProfileService.ProfileServiceBase
{
    int loads;

    public ConcurrentDictionary<string, ProfileView> Rows { get; } = new();

    /// <summary>Who blocked whom.</summary>
    public ConcurrentDictionary<(string Blocker, string Blocked), bool> Blocks { get; } = new();

    /// <summary>Calls on nobody's behalf.</summary>
    public int Loads => Volatile.Read(ref loads);

    /// <summary>Whom callers asked about for themselves, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What it does before it tells relations.</summary>
    public Action BeforeResponse { get; set; } = () => { };

    public override Task<ProfileList> GetProfiles(GetProfilesRequest request, ServerCallContext context)
    {
        if (context.Viewer().Length == 0)
            Interlocked.Increment(ref loads);
        return Task.FromResult(new ProfileList { Profiles = { Seen(request.UserIds, context) } });
    }

    public override Task<ProfileView> GetProfile(GetProfileRequest request, ServerCallContext context) =>
        Task.FromResult(
            Seen(Rows.Keys, context).SingleOrDefault(p => p.Username == request.Username)
                ?? throw new RpcException(new Status(StatusCode.NotFound, "Nobody"))
        );

    public override Task<RelationList> GetRelations(GetRelationsRequest request, ServerCallContext context)
    {
        foreach (var id in request.UserIds)
            Asked.Enqueue(id);
        BeforeResponse();
        return Task.FromResult(
            new RelationList
            {
                People =
                {
                    Seen(request.UserIds, context)
                        .Select(p => new RelationView
                        {
                            Id = p.Id,
                            Followers = p.Followers,
                            IsFollowed = p.IsFollowed,
                            Version = p.Version,
                        }),
                },
            }
        );
    }

    // Everybody but the viewer's own id is followed by them, so that answers differ by viewer.
    IEnumerable<ProfileView> Seen(IEnumerable<string> ids, ServerCallContext context) =>
        from id in ids
        where Rows.ContainsKey(id) && !Blocks.ContainsKey((id, context.Viewer()))
        let copy = Rows[id].Clone()
        select Followed(copy, context.Viewer());

    static ProfileView Followed(ProfileView copy, string viewer)
    {
        copy.IsFollowed = viewer.Length > 0 && viewer != copy.Id;
        return copy;
    }
}
