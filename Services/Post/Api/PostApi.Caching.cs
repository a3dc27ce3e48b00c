using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

// For those who read through a cache: what must not come out of it, and what is kept in it of an author.
public sealed partial class PostApi
{
    const int MaxKept = 200;

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 100.</exception>
    public override async Task<PostStates> GetStates(GetStatesRequest request, ServerCallContext context)
    {
        if (request.Ids.Count > MaxPosts)
            throw new FaultException(Fault.Malformed, $"At most {MaxPosts} posts at once.");
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        List<Guid> ids = [.. request.Ids.Select(id => Id(id, "ids"))];
        var found = await db.VisibleTo(me)
            .Where(p => ids.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.Likes,
                p.Comments,
                p.Version,
                Liked = db.Likes.Where(l => l.PostId == p.Id && l.UserId == me).Select(l => (Guid?)l.Id).FirstOrDefault() != null,
                HasBlocks = db.BlocksOf(me).Any(),
            })
            .ToListAsync(stop);
        var hidden = found.Any(p => p.HasBlocks) ? await db.HiddenCountsAsync(me, ids, stop) : null;
        var posts = found.Select(p =>
        {
            var less = hidden?.GetValueOrDefault(p.Id) ?? default;
            return new PostState
            {
                Id = p.Id.ToString(),
                Likes = p.Likes - less.Likes,
                Comments = p.Comments - less.Comments,
                LikedByMe = p.Liked,
                Version = (ulong)p.Version,
            };
        });
        var reply = new PostStates { Posts = { posts } };
        if (request.AuthorId.Length == 0)
            return reply;
        var author = Id(request.AuthorId, "author_id");
        reply.AuthorVersion = (ulong)await db.Authors.Where(a => a.AuthorId == author).Select(a => a.Version).SingleOrDefaultAsync(stop);
        return reply;
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id.</exception>
    [InternalOnly]
    public override async Task<PostIds> ListIds(ListIdsRequest request, ServerCallContext context)
    {
        var (author, stop) = (Id(request.AuthorId, "author_id"), context.CancellationToken);
        var latest = db.Published.Where(p => p.AuthorId == author).OrderByDescending(p => p.Id).Select(p => p.Id).Take(MaxKept + 1);
        // One statement sees one moment: the version belongs to this list and to no other.
        var found = await db
            .Authors.AsNoTracking()
            .Where(a => a.AuthorId == author)
            .Select(a => new { a.Version, Ids = latest.ToList() })
            .SingleOrDefaultAsync(stop);
        var ids = found?.Ids ?? await latest.ToListAsync(stop);
        return new()
        {
            Posts = { ids.Take(MaxKept).Select(id => new PostPlace { Id = id.ToString(), Cursor = Paging.ToCursor(id) }) },
            All = ids.Count <= MaxKept,
            AuthorVersion = (ulong)(found?.Version ?? 0),
        };
    }
}
