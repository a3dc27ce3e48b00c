using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Social.Contracts;

namespace Social.Tests.Gateway.CachedReads;

/// <summary>A cache that keeps what it is given.</summary>
sealed class CacheReplica : CacheService.CacheServiceBase
{
    static readonly ByteString Lease = ByteString.CopyFromUtf8("lease");

    int gets;

    public ConcurrentDictionary<string, CacheEntry> Kept { get; } = new();
    public int Gets => Volatile.Read(ref gets);

    /// <summary>What it does before it answers.</summary>
    public Func<Task> BeforeResponse { get; set; } = () => Task.CompletedTask;

    public override async Task<CacheEntries> Get(CacheKeys request, ServerCallContext context)
    {
        Interlocked.Increment(ref gets);
        await BeforeResponse();
        return new() { Entries = { request.Keys.Where(Kept.ContainsKey).Select(key => Kept[key]) }, Lease = Lease };
    }

    public override async Task<CachePutReply> Put(CacheEntries request, ServerCallContext context)
    {
        await BeforeResponse();
        Assert.Equal(Lease, request.Lease);
        foreach (var entry in request.Entries)
        {
            Assert.True(entry.Absent ? entry.Version == 0 && entry.Value.IsEmpty : entry.Version > 0);
            Kept[entry.Key] = entry;
        }
        return new() { Kept = request.Entries.Count };
    }
}

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

/// <summary>The posts there are.</summary>
sealed class PostOwner : PostService.PostServiceBase
{
    int loads;

    public ConcurrentDictionary<string, PostView> Rows { get; } = new();
    public ConcurrentDictionary<(string Viewer, string Post), bool> Likes { get; } = new();
    public ulong AuthorVersion { get; set; } = 1;

    /// <summary>How many ids a list holds.</summary>
    public int Kept { get; set; } = 200;

    /// <summary>Calls on nobody's behalf.</summary>
    public int Loads => Volatile.Read(ref loads);

    /// <summary>What it does before it answers those.</summary>
    public Func<Task> BeforeResponse { get; set; } = () => Task.CompletedTask;

    /// <summary>What callers asked about for themselves, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public override async Task<PostList> GetPosts(GetPostsRequest request, ServerCallContext context)
    {
        if (context.Viewer().Length == 0)
        {
            Interlocked.Increment(ref loads);
            await BeforeResponse();
        }
        return new() { Posts = { request.Ids.Where(Rows.ContainsKey).Select(id => Seen(Rows[id], context)) } };
    }

    public override Task<PostStates> GetStates(GetStatesRequest request, ServerCallContext context)
    {
        foreach (var id in request.Ids)
            Asked.Enqueue(id);
        return Task.FromResult(
            new PostStates
            {
                Posts =
                {
                    request
                        .Ids.Where(Rows.ContainsKey)
                        .Select(id => Seen(Rows[id], context))
                        .Select(p => new PostState
                        {
                            Id = p.Id,
                            Likes = p.Likes,
                            LikedByMe = p.LikedByMe,
                            Version = p.Version,
                        }),
                },
                AuthorVersion = request.AuthorId.Length > 0 ? AuthorVersion : 0,
            }
        );
    }

    public override Task<PostIds> ListIds(ListIdsRequest request, ServerCallContext context)
    {
        var ids = Of(request.AuthorId);
        return Task.FromResult(
            new PostIds
            {
                Posts = { ids.Take(Kept).Select(id => new PostPlace { Id = id, Cursor = $"after {id}" }) },
                All = ids.Count <= Kept,
                AuthorVersion = AuthorVersion,
            }
        );
    }

    public override Task<PostPage> ListByAuthor(ListByAuthorRequest request, ServerCallContext context)
    {
        var ids = Of(request.AuthorId);
        var from = request.Cursor.Length == 0 ? 0 : ids.FindIndex(id => $"after {id}" == request.Cursor) + 1;
        var page = ids.Skip(from).Take(request.Limit).ToList();
        return Task.FromResult(
            new PostPage
            {
                Posts = { page.Select(id => Seen(Rows[id], context)) },
                Next = from + page.Count < ids.Count ? $"after {page[^1]}" : "",
            }
        );
    }

    List<string> Of(string author) => [.. Rows.Values.Where(p => p.AuthorId == author).Select(p => p.Id).OrderDescending()];

    PostView Seen(PostView row, ServerCallContext context)
    {
        var copy = row.Clone();
        copy.LikedByMe = Likes.ContainsKey((context.Viewer(), row.Id));
        return copy;
    }
}

static class Viewing
{
    public static string Viewer(this ServerCallContext context) => context.RequestHeaders.GetValue("viewer") ?? "";
}
