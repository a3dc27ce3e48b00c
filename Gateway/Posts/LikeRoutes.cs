using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Http;
using Social.Gateway.Profiles;

namespace Social.Gateway.Posts;

/// <summary>/api/posts/{id}/like and /likes.</summary>
static class LikeRoutes
{
    public static void MapLikes(this RouteGroupBuilder posts)
    {
        posts.MapPut("/{id:guid}/like", Like).WithSummary("Like a post; repeatable").ProducesProblem(404);
        posts.MapDelete("/{id:guid}/like", Unlike).WithSummary("Like a post no longer; repeatable").ProducesProblem(404);
        posts.MapGet("/{id:guid}/likes", Likes).WithSummary("Who likes a post, the latest first").ProducesProblem(400).ProducesProblem(404);
    }

    static async Task<NoContent> Like(Guid id, PostService.PostServiceClient posts, CancellationToken stop)
    {
        await posts.LikeAsync(new() { PostId = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unlike(Guid id, PostService.PostServiceClient posts, CancellationToken stop)
    {
        await posts.UnlikeAsync(new() { PostId = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Ok<Page<ProfileJson>>> Likes(
        Guid id,
        PostService.PostServiceClient posts,
        CachedReader reader,
        PostViews post,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var request = new ListLikesRequest
        {
            PostId = id.ToString(),
            Cursor = page.From,
            Limit = page.Take,
        };
        var likes = await post.IfThereAsync(id, posts.ListLikesAsync(request, cancellationToken: stop).ResponseAsync, stop);
        var people = await reader.ReadPeopleAsync(likes.UserIds, stop);
        var shown = likes
            .UserIds.Where(people.ContainsKey)
            .Select(u => people[u])
            .Where(p => AuthorLookup.IsShown(p, excludeMuted: false))
            .Select(p => p.ToProfile());
        return TypedResults.Ok(await views.ComposeAsync(new ProfilePage { Profiles = { shown }, Next = likes.Next }, stop));
    }
}
