using Grpc.Core;
using Social.Contracts;
using Social.Posts.Api;
using Social.Posts.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Posts;

/// <summary>Somebody publishes a text, and somebody else likes and comments it: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) => builder.AddWarmUpCalls<PostDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var (author, reader) = (WarmUpCalls.NewPerson(), WarmUpCalls.NewPerson());
        var (posts, stories) = (calls.Api<PostApi>(), calls.Api<StoryApi>());
        var parts = new Parts(new() { Start = new() }, new() { Text = new() { Text = "Is everything warm by now?" } });
        var post = (await posts.Publish(parts, calls.By(author))).Id;
        await posts.Like(new() { PostId = post }, calls.By(reader));
        await posts.Unlike(new() { PostId = post }, calls.By(reader));
        await posts.AddComment(new() { PostId = post, Text = "Nearly." }, calls.By(reader));
        await posts.ListComments(new() { PostId = post, Limit = 1 }, calls.By(author));
        await posts.GetPosts(new() { Ids = { post } }, calls.By(reader));
        await posts.GetStates(new() { Ids = { post }, AuthorId = author.ToString() }, calls.By(reader));
        await posts.ListByAuthor(new() { AuthorId = author.ToString(), Limit = 1 }, calls.By(reader));
        await posts.CountByAuthors(new() { AuthorIds = { author.ToString() } }, calls.By(reader));
        await posts.Explore(new() { Limit = 1 }, calls.By(reader));
        await stories.ListStories(new() { Limit = 1 }, calls.By(reader));
    }

    sealed class Parts(params PublishPart[] parts) : IAsyncStreamReader<PublishPart>
    {
        int next = -1;

        public PublishPart Current => parts[next];

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(++next < parts.Length);
    }
}
