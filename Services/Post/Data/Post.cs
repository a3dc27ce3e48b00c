using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>What a person published: a text, images or both.</summary>
public sealed class Post
{
    public static readonly TextRules TextRules = new(SharedLimits.PostText);
    public const int MaxImages = SharedLimits.ImagesPerPost;

    /// <summary>UUID version 7, so that posts sort by age.</summary>
    public Guid Id { get; private set; }
    public Guid AuthorId { get; private set; }
    public string Text { get; private set; } = "";

    /// <summary>As they are written, each once whatever its capitals.</summary>
    public string[] Tags { get; private set; } = [];

    /// <summary>The people its text mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; private set; } = [];

    /// <summary>How many rows of likes there are for it: changed in their transaction only.</summary>
    public int Likes { get; private set; }

    /// <summary>How many rows of comments there are for it: changed in their transaction only.</summary>
    public int Comments { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>When set, only id and author are left: enough to answer a repeated deletion.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>Grows with every change but those of counts, from 1 on: by <see cref="Versions.IncrementPostVersionAsync"/> only.</summary>
    public long Version { get; private init; } = 1;
    public List<PostImage> Images { get; private set; } = [];

    /// <summary>A new post.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text: nothing to show.</exception>
    public static Post Create(Guid author, string text, Guid[] mentions, IEnumerable<PostImage> images, DateTimeOffset now)
    {
        now = now.ToMicroseconds();
        var post = new Post
        {
            Id = Guid.CreateVersion7(now),
            AuthorId = author,
            CreatedAt = now,
            Images = [.. images],
        };
        post.SetText(text, mentions);
        return post;
    }

    /// <summary>Changes the text.</summary>
    /// <returns>The previous text.</returns>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text: nothing to show.</exception>
    public Revision Edit(string text, Guid[] mentions, DateTimeOffset now)
    {
        now = now.ToMicroseconds();
        var before = new Revision
        {
            Id = Guid.CreateVersion7(now),
            PostId = Id,
            Text = Text,
            WrittenAt = EditedAt ?? CreatedAt,
        };
        SetText(text, mentions);
        EditedAt = now;
        return before;
    }

    /// <summary>These people are not mentioned any more: their accounts were deleted.</summary>
    public void RemoveMentions(IReadOnlySet<Guid> gone) => MentionIds = [.. MentionIds.Except(gone)];

    void SetText(string text, Guid[] mentions)
    {
        if (text.Length == 0 && Images.Count == 0)
            throw new FaultException(Fault.Invalid, "text", "A post needs a text or an image.");
        (Text, Tags, MentionIds) = (text, TextEntities.TagsIn(text), mentions);
    }

    /// <summary>The text as it is kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text.</exception>
    public static string ValidateText(string text) => TextRules.Validate(text, "text", "A post");

    /// <summary>Forgets everything but that it was.</summary>
    public void Delete(DateTimeOffset now)
    {
        DeletedAt = now;
        Text = "";
        Tags = [];
        MentionIds = [];
        (Likes, Comments) = (0, 0);
        Images.Clear();
    }
}
