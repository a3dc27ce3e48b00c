using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>A service that does what a test tells it.</summary>
sealed class Posts : PostService.PostServiceBase
{
    int calls;

    /// <summary>What GetPosts and DeletePost do before they answer.</summary>
    public Func<ServerCallContext, Task> Act { get; set; } = _ => Task.CompletedTask;

    public int Calls => Volatile.Read(ref calls);

    public override async Task<PostList> GetPosts(GetPostsRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref calls);
        await Act(context);
        return new() { Posts = { new PostView { AuthorId = context.GetHttpContext().User.FindFirst(Caller.Subject)?.Value ?? "" } } };
    }

    public override async Task<DeletePostReply> DeletePost(DeletePostRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref calls);
        await Act(context);
        return new();
    }

    /// <summary>Once it has all of it.</summary>
    public override async Task<PostView> Publish(IAsyncStreamReader<PublishPart> requestStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken)) { }
        return new();
    }

    /// <summary>For people only.</summary>
    public override Task<PostPage> ListByAuthor(ListByAuthorRequest request, ServerCallContext context)
    {
        context.CallerId();
        return Task.FromResult(new PostPage());
    }

    [InternalOnly]
    public override Task<AuthorCounts> CountByAuthors(CountByAuthorsRequest request, ServerCallContext context) =>
        Task.FromResult(new AuthorCounts());
}
