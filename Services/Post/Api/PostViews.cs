using Google.Protobuf.WellKnownTypes;
using Social.Contracts;
using Social.Posts.Data;

namespace Social.Posts.Api;

static class PostViews
{
    public static PostView View(this Post post)
    {
        var view = new PostView
        {
            Id = post.Id.ToString(),
            AuthorId = post.AuthorId.ToString(),
            Text = post.Text,
            CreatedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
        };
        if (post.EditedAt is { } edited)
            view.EditedAt = Timestamp.FromDateTimeOffset(edited);
        view.Tags.AddRange(post.Tags);
        view.Images.AddRange(post.Images.OrderBy(i => i.Position).Select(View));
        return view;
    }

    static MediaView View(PostImage image) =>
        new()
        {
            Id = image.Id.ToString(),
            Width = image.Width,
            Height = image.Height,
            Alt = image.Alt,
        };
}
