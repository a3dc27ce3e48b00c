using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    const int MaxPosts = 100;
    const int MaxAuthors = 200;

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<PostView> GetPost(GetPostRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.Id, out var id))
            throw NoSuchPost();
        var post = await db
            .Published.AsNoTracking()
            .Include(p => p.Images)
            .SingleOrDefaultAsync(p => p.Id == id, context.CancellationToken);
        return post?.View() ?? throw NoSuchPost();
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 100.</exception>
    public override async Task<PostList> GetPosts(GetPostsRequest request, ServerCallContext context)
    {
        if (request.Ids.Count > MaxPosts)
            throw new FaultException(Fault.Malformed, $"At most {MaxPosts} posts at once.");
        List<Guid> ids = [.. request.Ids.Select(id => Id(id, "ids"))];
        var posts = await db
            .Published.AsNoTracking()
            .Include(p => p.Images)
            .Where(p => ids.Contains(p.Id))
            .ToListAsync(context.CancellationToken);
        return new() { Posts = { posts.Select(p => p.View()) } };
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, cursor or limit.</exception>
    public override async Task<PostPage> ListByAuthor(ListByAuthorRequest request, ServerCallContext context)
    {
        var author = Id(request.AuthorId, "author_id");
        var limit = Cursor.Limit(request.Limit);
        var posts = db.Published.AsNoTracking().Include(p => p.Images).Where(p => p.AuthorId == author);
        if (Cursor.Read(request.Cursor) is { } last)
            posts = posts.Where(p => p.Id < last);
        // One more than asked tells whether there is a next page.
        var page = await posts.OrderByDescending(p => p.Id).Take(limit + 1).ToListAsync(context.CancellationToken);
        return new()
        {
            Posts = { page.Take(limit).Select(p => p.View()) },
            Next = page.Count > limit ? Cursor.After(page[limit - 1].Id) : "",
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 200.</exception>
    public override async Task<AuthorCounts> CountByAuthors(CountByAuthorsRequest request, ServerCallContext context)
    {
        if (request.AuthorIds.Count > MaxAuthors)
            throw new FaultException(Fault.Malformed, $"At most {MaxAuthors} authors at once.");
        List<Guid> authors = [.. request.AuthorIds.Select(id => Id(id, "author_ids"))];
        var counts = await db
            .Published.Where(p => authors.Contains(p.AuthorId))
            .GroupBy(p => p.AuthorId)
            .Select(g => new { Author = g.Key, Count = g.Count() })
            .ToListAsync(context.CancellationToken);
        var reply = new AuthorCounts();
        foreach (var author in authors)
            reply.Counts[author.ToString()] = 0;
        foreach (var counted in counts)
            reply.Counts[counted.Author.ToString()] = counted.Count;
        return reply;
    }
}
