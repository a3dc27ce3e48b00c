using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Api;

/// <summary>A post as one person reads it.</summary>
/// <param name="Post">As everybody reads it.</param>
/// <param name="Liked">Whether they like it.</param>
/// <param name="HasBlocks">Whether there are people whose likes and comments do not count for them.</param>
sealed record Shown(Post Post, bool Liked, bool HasBlocks);

static class PostViews
{
    /// <summary>The posts with their images and whether this person likes them, by one query however many they are.</summary>
    public static IQueryable<Shown> ShownTo(this IQueryable<Post> posts, Guid person, PostDbContext db) =>
        posts
            .AsNoTracking()
            .Include(p => p.Images)
            // Not Any: the database would rather read all the likes of this person than look up those of a page.
            .Select(p => new Shown(
                p,
                db.Likes.Where(l => l.PostId == p.Id && l.UserId == person).Select(l => (Guid?)l.Id).FirstOrDefault() != null,
                db.Blocks.Any(b => b.BlockerId == person) || db.Blocks.Any(b => b.BlockedId == person)
            ));

    /// <summary>The posts as this person reads them.</summary>
    public static async Task<List<PostView>> ViewsAsync(
        this IReadOnlyCollection<Shown> page,
        Guid person,
        PostDbContext db,
        CancellationToken stop
    )
    {
        var hidden = page.Any(shown => shown.HasBlocks)
            ? await db.HiddenCountsAsync(person, [.. page.Select(shown => shown.Post.Id)], stop)
            : null;
        return [.. page.Select(shown => shown.View(hidden?.GetValueOrDefault(shown.Post.Id) ?? default))];
    }

    static PostView View(this Shown shown, HiddenCount hidden)
    {
        var view = shown.Post.View();
        view.LikedByMe = shown.Liked;
        view.Likes -= hidden.Likes;
        view.Comments -= hidden.Comments;
        return view;
    }

    /// <summary>A post that nobody can have liked yet.</summary>
    public static PostView View(this Post post)
    {
        var view = new PostView
        {
            Id = post.Id.ToString(),
            AuthorId = post.AuthorId.ToString(),
            Text = post.Text,
            Likes = post.Likes,
            Comments = post.Comments,
            CreatedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
            Version = (ulong)post.Version,
        };
        if (post.EditedAt is { } edited)
            view.EditedAt = Timestamp.FromDateTimeOffset(edited);
        view.Tags.AddRange(post.Tags);
        view.MentionIds.AddRange(post.MentionIds.Select(m => m.ToString()));
        view.Entities.AddRange(EntitiesOf(post.Text));
        view.Images.AddRange(post.Images.OrderBy(i => i.Position).Select(View));
        return view;
    }

    public static CommentView View(this Comment comment) =>
        new()
        {
            Id = comment.Id.ToString(),
            PostId = comment.PostId.ToString(),
            AuthorId = comment.AuthorId.ToString(),
            Text = comment.Text,
            MentionIds = { comment.MentionIds.Select(m => m.ToString()) },
            Entities = { EntitiesOf(comment.Text) },
            CreatedAt = Timestamp.FromDateTimeOffset(comment.CreatedAt),
        };

    static IEnumerable<EntityView> EntitiesOf(string text) =>
        TextEntities
            .Parse(text)
            .Select(e => new EntityView
            {
                Kind = e.Kind switch
                {
                    TextEntityKind.Mention => EntityKind.Mention,
                    TextEntityKind.Tag => EntityKind.Tag,
                    TextEntityKind.Link => EntityKind.Link,
                },
                Start = e.Start,
                End = e.End,
                Value = e.Value,
            });

    static MediaView View(PostImage image) =>
        new()
        {
            Id = image.Id.ToString(),
            Width = image.Width,
            Height = image.Height,
            Alt = image.Alt,
        };
}
