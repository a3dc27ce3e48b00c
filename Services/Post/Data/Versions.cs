using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;

namespace Social.Posts.Data;

/// <summary>An author's list of posts.</summary>
public sealed class Author
{
    public Guid AuthorId { get; init; }

    /// <summary>How often the list has changed: a cached copy of it with a lower version is stale.</summary>
    public long Version { get; init; }

    /// <summary>How many published posts it has, counted by the same statement that changes the version.</summary>
    public int Posts { get; init; }
}

/// <summary>
/// Versions are raised by the database, in the row: then no two states of a row carry the same one, whoever else writes it. What
/// they return goes into the event of the open transaction.
/// </summary>
static class Versions
{
    public static void Map(ModelBuilder model) => model.Entity<Author>().ToTable("authors").HasKey(a => a.AuthorId);

    /// <summary>The author published (+1) or deleted (-1) a post: locks their row until the transaction ends.</summary>
    public static Task<long> IncrementAuthorVersionAsync(this PostDbContext db, Guid author, int posts, CancellationToken stop) =>
        OneAsync(db, IncrementAuthor, stop, author, posts);

    /// <summary>Increments a post's version.</summary>
    public static Task<long> IncrementPostVersionAsync(this PostDbContext db, Guid post, CancellationToken stop) =>
        OneAsync(db, IncrementPost, stop, post);

    const string IncrementAuthor = """
        insert into authors (author_id, version, posts) values ($1, 1, $2)
        on conflict (author_id) do update set version = authors.version + 1, posts = authors.posts + $2
        returning version
        """;

    const string IncrementPost = "update posts set version = version + 1 where id = $1 returning version";

    static async Task<long> OneAsync(PostDbContext db, string text, CancellationToken stop, params object[] values) =>
        (await db.QueryAsync(text, row => row.GetInt64(0), stop, values)).Single();
}
