using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

// For those who read through a cache: what must not come out of it, and what is kept in it of an author.
public sealed partial class PostApi
{
    const int MaxKept = 200;

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id, or more than 100.</exception>
    public override async Task<PostStates> GetStates(GetStatesRequest request, ServerCallContext context)
    {
        if (request.Ids.Count > SharedLimits.PostsPerCall)
            throw new FaultException(Fault.Malformed, $"At most {SharedLimits.PostsPerCall} posts at once.");
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        Guid[] ids = [.. request.Ids.Select(id => Id(id, "ids"))];
        Guid? author = request.AuthorId.Length == 0 ? null : Id(request.AuthorId, "author_id");
        var found = await StateQueries.OfAsync(db, me, ids, author).ToListAsync(stop);
        var hidden = found.Exists(p => p.HasBlocks) ? await db.HiddenCountsAsync(me, ids, stop) : null;
        var reply = new PostStates { Posts = { found.Select(p => State(p, hidden?.GetValueOrDefault(p.Id) ?? default)) } };
        if (author is not null)
            reply.AuthorVersion = (ulong)(
                found.Count > 0
                    ? found[0].AuthorVersion
                    : await db.Authors.Where(a => a.AuthorId == author).Select(a => a.Version).SingleOrDefaultAsync(stop)
            );
        return reply;
    }

    static PostState State(StateRow post, HiddenCount hidden) =>
        new()
        {
            Id = post.Id.ToString(),
            Likes = post.Likes - hidden.Likes,
            Comments = post.Comments - hidden.Comments,
            LikedByMe = post.Liked,
            Version = (ulong)post.Version,
        };

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: no id.</exception>
    [InternalOnly]
    public override async Task<PostIds> ListIds(ListIdsRequest request, ServerCallContext context)
    {
        var (author, stop) = (Id(request.AuthorId, "author_id"), context.CancellationToken);
        // One statement sees one moment: the version belongs to this list and to no other.
        var (version, ids) = (
            await db.QueryAsync(LatestOf, row => (row.GetInt64(0), row.GetFieldValue<Guid[]>(1)), stop, author, MaxKept + 1)
        ).Single();
        return new()
        {
            Posts = { ids.Take(MaxKept).Select(id => new PostPlace { Id = id.ToString(), Cursor = Paging.ToCursor(id) }) },
            All = ids.Length <= MaxKept,
            AuthorVersion = (ulong)version,
        };
    }

    // As one row: a list of an author who writes all day is read anew after every post.
    const string LatestOf = """
        select
            coalesce((select version from authors where author_id = $1), 0),
            array(select id from posts where author_id = $1 and deleted_at is null order by id desc limit $2)
        """;
}
