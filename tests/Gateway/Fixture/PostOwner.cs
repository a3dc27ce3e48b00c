using System.Collections.Concurrent;
using Grpc.Core;
using Social.Contracts;

namespace Social.Tests.Gateway.Fixture;

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
