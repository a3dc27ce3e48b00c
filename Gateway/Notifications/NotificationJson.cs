using Social.Gateway.Posts;

namespace Social.Gateway.Notifications;

/// <summary>What others did that concerns the caller; of one kind and about one post, question or room it is one notification until it is read.</summary>
/// <param name="Id">Of the notification.</param>
/// <param name="Kind">
/// `like`, `comment`, `follow` or `mention`; about a question `question` (one with a tag that the caller follows), `answer`, `accepted`,
/// `question_comment`, `question_mention` or `vote` (for what the caller wrote); in a room `chat_mention`.
/// </param>
/// <param name="Actors">Who did it: the latest first, at most three.</param>
/// <param name="Others">How many more did it.</param>
/// <param name="Post">The post it is about, if it is about one.</param>
/// <param name="Question">The question it is about, if it is about one.</param>
/// <param name="Room">The room it is about, if it is about one, and the latest message.</param>
/// <param name="CommentId">The latest comment; null unless it was done by a comment.</param>
/// <param name="AnswerId">The latest answer; null unless it is about one.</param>
/// <param name="CreatedAt">When it was done last.</param>
/// <param name="Read">Whether the caller said so.</param>
public sealed partial record NotificationJson(
    Guid Id,
    string Kind,
    IReadOnlyList<AuthorJson> Actors,
    int Others,
    NotificationPostJson? Post,
    NotificationQuestionJson? Question,
    NotificationRoomJson? Room,
    Guid? CommentId,
    Guid? AnswerId,
    DateTimeOffset CreatedAt,
    bool Read
);

/// <summary>Enough of a post to know it again.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Excerpt">The beginning of its text, at most 100 characters.</param>
/// <param name="ThumbnailUrl">Its first image; null when it has none.</param>
public sealed record NotificationPostJson(Guid Id, string Excerpt, string? ThumbnailUrl);

/// <summary>Enough of a question to know it again.</summary>
/// <param name="Id">Of the question.</param>
/// <param name="Title">Its title.</param>
/// <param name="Mine">Whether the caller asked it.</param>
public sealed record NotificationQuestionJson(Guid Id, string Title, bool Mine);

/// <summary>Enough of a room and the message in it to know both again.</summary>
/// <param name="Id">Of the room.</param>
/// <param name="Name">Empty for a direct room.</param>
/// <param name="MessageId">Of the message.</param>
/// <param name="Sequence">Its place in the room.</param>
/// <param name="Excerpt">The beginning of its text, at most 100 characters.</param>
public sealed record NotificationRoomJson(Guid Id, string Name, Guid MessageId, long Sequence, string Excerpt);

/// <summary>How many notifications are unread; 100 stands for 100 or more.</summary>
/// <param name="Count">Groups count once.</param>
public sealed partial record UnreadJson(int Count);

/// <summary>What the caller has seen.</summary>
/// <param name="UpTo">The createdAt of the newest one seen; all when absent.</param>
public sealed partial record ReadBody(DateTimeOffset? UpTo);
