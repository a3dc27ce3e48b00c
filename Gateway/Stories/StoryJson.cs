using Social.Contracts;
using Social.Gateway.Posts;

namespace Social.Gateway.Stories;

/// <summary>An image that is shown for a day.</summary>
/// <param name="Caption">At most 200 characters; empty when there is none.</param>
/// <param name="ExpiresAt">From then on nobody is shown it.</param>
/// <param name="Seen">By the caller; their own always are.</param>
public sealed partial record StoryJson(
    Guid Id,
    ImageJson Image,
    string Caption,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    bool Seen
)
{
    public static StoryJson From(StoryView s) =>
        new(Guid.Parse(s.Id), ImageJson.From(s.Image), s.Caption, s.CreatedAt.ToDateTimeOffset(), s.ExpiresAt.ToDateTimeOffset(), s.Seen);
}

/// <summary>The live stories of a person.</summary>
/// <param name="Stories">Oldest first: in the order in which they are watched.</param>
/// <param name="Seen">All of them, by the caller.</param>
public sealed record AuthorStoriesJson(AuthorJson Author, IReadOnlyList<StoryJson> Stories, bool Seen);

/// <summary>A page of people with live stories.</summary>
/// <param name="Mine">The caller's own, oldest first; the same on every page.</param>
/// <param name="Items">Everyone else's, by author: whose latest story is newest comes first.</param>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
public sealed partial record StoriesJson(IReadOnlyList<StoryJson> Mine, IReadOnlyList<AuthorStoriesJson> Items, string? Next);
