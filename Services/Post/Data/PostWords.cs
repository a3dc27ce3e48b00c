using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>The words of a post, for searching. Apart from the post, so that none of them is read with it.</summary>
public sealed class PostWords
{
    public Guid PostId { get; init; }
    public required NpgsqlTsVector Words { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<PostWords>(words =>
        {
            words.ToTable("post_words").HasKey(w => w.PostId);
            words.HasIndex(w => w.Words).AsGin();
            words.HasOne<Post>().WithOne().HasForeignKey<PostWords>(w => w.PostId);
        });
}

static class PostWordsExtensions
{
    /// <summary>Makes a stored post found by its words, and by no others.</summary>
    public static Task StoreWordsAsync(this PostDbContext db, Post post, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into post_words (post_id, words) values ({post.Id}, {SearchWords.Vector(post.Text)}::tsvector)
            on conflict (post_id) do update set words = excluded.words
            """,
            stop
        );

    /// <summary>The ids of posts with the words of a tsquery.</summary>
    public static IQueryable<Guid> WithWords(this PostDbContext db, string query) =>
        db.Database.SqlQuery<Guid>($"""select post_id as "Value" from post_words where words @@ {query}::tsquery""");
}
