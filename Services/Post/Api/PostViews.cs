using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;

namespace Social.Posts.Api;

/// <summary>A post as one person reads it.</summary>
sealed record Shown(Post Post, bool Liked);

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
                db.Likes.Where(l => l.PostId == p.Id && l.UserId == person).Select(l => (Guid?)l.Id).FirstOrDefault() != null
            ));

    public static PostView View(this Shown shown)
    {
        var view = shown.Post.View();
        view.LikedByMe = shown.Liked;
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
            CreatedAt = Timestamp.FromDateTimeOffset(comment.CreatedAt),
        };

    static MediaView View(PostImage image) =>
        new()
        {
            Id = image.Id.ToString(),
            Width = image.Width,
            Height = image.Height,
            Alt = image.Alt,
        };
}
