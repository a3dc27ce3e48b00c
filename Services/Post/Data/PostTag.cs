using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>A hashtag of a post, for the pages of a tag: in the order in which they are read, as no index over the post's own list is.</summary>
public sealed class PostTag
{
    /// <summary>As it is looked up.</summary>
    public required string Tag { get; init; }

    /// <summary>As the post writes it.</summary>
    public required string Spelling { get; init; }
    public Guid PostId { get; init; }

    /// <summary>The post's: tags are counted without the posts, and without those of people whom the reader may not see.</summary>
    public Guid AuthorId { get; init; }

    public static IEnumerable<PostTag> From(Post post) =>
        post.Tags.Select(tag => new PostTag
        {
            Tag = Tags.Key(tag),
            Spelling = tag,
            PostId = post.Id,
            AuthorId = post.AuthorId,
        });

    internal static void Map(ModelBuilder model) =>
        model.Entity<PostTag>(tag =>
        {
            tag.ToTable("tags").HasKey(t => new { t.Tag, t.PostId });
            // Compared by bytes, so that the key serves beginnings of tags, too.
            tag.Property(t => t.Tag).HasMaxLength(Tags.MaxKey).UseCollation("C");
            tag.Property(t => t.Spelling).UseCollation("C");
            tag.HasIndex(t => t.PostId);
            tag.HasOne<Post>().WithMany().HasForeignKey(t => t.PostId);
        });
}
