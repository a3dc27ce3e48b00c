using Microsoft.EntityFrameworkCore;

namespace Social.Posts.Data;

/// <summary>What a copy of a post cannot know: its counts, what one reader has to do with it, and the versions of it and its author.</summary>
sealed class StateRow
{
    public required Guid Id { get; init; }
    public required int Likes { get; init; }
    public required int Comments { get; init; }
    public required long Version { get; init; }
    public required bool Liked { get; init; }
    public required bool HasBlocks { get; init; }
    public required long AuthorVersion { get; init; }
}

/// <summary>
/// The query that every page of posts makes. Compiled once: building and hashing its expressions at each call cost more than the
/// database needs to answer it.
/// </summary>
static class StateQueries
{
    /// <summary>Those of the posts that there are for this reader, each with the version of the author, when one is given.</summary>
    public static readonly Func<PostDbContext, Guid, Guid[], Guid?, IAsyncEnumerable<StateRow>> OfAsync = EF.CompileAsyncQuery(
        (PostDbContext db, Guid reader, Guid[] ids, Guid? author) =>
            db
                .Posts.Where(p =>
                    p.DeletedAt == null
                    && ids.Contains(p.Id)
                    && !db.Blocks.Any(b => b.BlockerId == reader && b.BlockedId == p.AuthorId)
                    && !db.Blocks.Any(b => b.BlockerId == p.AuthorId && b.BlockedId == reader)
                )
                .Select(p => new StateRow
                {
                    Id = p.Id,
                    Likes = p.Likes,
                    Comments = p.Comments,
                    Version = p.Version,
                    // Not Any: the database would rather read all the likes of this person than look up those of a page.
                    Liked = db.Likes.Where(l => l.PostId == p.Id && l.UserId == reader).Select(l => (Guid?)l.Id).FirstOrDefault() != null,
                    HasBlocks = db.Blocks.Any(b => b.BlockerId == reader) || db.Blocks.Any(b => b.BlockedId == reader),
                    AuthorVersion = db.Authors.Where(a => a.AuthorId == author).Select(a => a.Version).FirstOrDefault(),
                })
    );
}
