using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    const int MaxAuthors = 200;

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 100.</exception>
    public override async Task<PostList> GetPosts(GetPostsRequest request, ServerCallContext context)
    {
        if (request.Ids.Count > SharedLimits.PostsPerCall)
            throw new FaultException(Fault.Malformed, $"At most {SharedLimits.PostsPerCall} posts at once.");
        List<Guid> ids = [.. request.Ids.Select(id => Id(id, "ids"))];
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        var posts = await db.VisibleTo(me).Where(p => ids.Contains(p.Id)).ShownTo(me, db).ToListAsync(stop);
        return new() { Posts = { await posts.ViewsAsync(me, db, stop) } };
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (id, cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override Task<PostPage> ListByAuthor(ListByAuthorRequest request, ServerCallContext context)
    {
        var (me, author) = (ViewerOf(context), Id(request.AuthorId, "author_id"));
        var posts = db.VisibleTo(me).Where(p => p.AuthorId == author);
        return ReadPageAsync(posts, me, request.Cursor, request.Limit, context.CancellationToken);
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 200.</exception>
    public override async Task<AuthorCounts> CountByAuthors(CountByAuthorsRequest request, ServerCallContext context)
    {
        if (request.AuthorIds.Count > MaxAuthors)
            throw new FaultException(Fault.Malformed, $"At most {MaxAuthors} authors at once.");
        List<Guid> authors = [.. request.AuthorIds.Select(id => Id(id, "author_ids"))];
        var counts = await db
            .Authors.Where(a => authors.Contains(a.AuthorId))
            .Select(a => new { Author = a.AuthorId, a.Posts })
            .ToListAsync(context.CancellationToken);
        var reply = new AuthorCounts();
        foreach (var author in authors)
            reply.Counts[author.ToString()] = 0;
        foreach (var counted in counts)
            reply.Counts[counted.Author.ToString()] = counted.Posts;
        return reply;
    }

    /// <summary>A page of these posts, newest first: one query for posts, images and the reader's likes.</summary>
    async Task<PostPage> ReadPageAsync(IQueryable<Post> posts, Guid me, string cursor, int limit, CancellationToken stop)
    {
        limit = Paging.Limit(limit);
        if (Paging.ReadId(cursor) is { } last)
            posts = posts.Where(p => p.Id < last);
        // One more than asked tells whether there is a next page.
        var page = await posts.OrderByDescending(p => p.Id).Take(limit + 1).ShownTo(me, db).ToListAsync(stop);
        return new()
        {
            Posts = { await page[..Math.Min(limit, page.Count)].ViewsAsync(me, db, stop) },
            Next = page.Count > limit ? Paging.ToCursor(page[limit - 1].Post.Id) : "",
        };
    }

    async Task<PostView?> ViewOneAsync(IQueryable<Post> post, Guid me, CancellationToken stop) =>
        await post.ShownTo(me, db).SingleOrDefaultAsync(stop) is { } shown ? (await new[] { shown }.ViewsAsync(me, db, stop))[0] : null;
}
