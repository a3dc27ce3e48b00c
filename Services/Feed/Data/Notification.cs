namespace Social.Feeds.Data;

/// <summary>
/// That something was done which concerns a person: everything of one kind about one post, question or room is one notification until it is read,
/// with an <see cref="Actor"/> for each who did it.
/// </summary>
public sealed class Notification
{
    public Guid Id { get; private init; }
    public Guid RecipientId { get; private init; }

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The post, the question or the room that it is about, by its kind; null for a follow.</summary>
    public Guid? PostId { get; private init; }

    /// <summary>When it was last done.</summary>
    public DateTimeOffset At { get; private init; }
    public bool Read { get; private init; }
}

/// <summary>Somebody who did what a notification tells of.</summary>
public sealed class Actor
{
    public Guid NotificationId { get; private init; }
    public Guid ActorId { get; private init; }

    /// <summary>When they did it last.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>By what, the latest last: comments, answers, messages, the post for a like or its own mention, the follower for a follow.</summary>
    public required Guid[] Sources { get; init; }
}

/// <summary>What a notification tells of, as stored and as the public API says it.</summary>
public static class Kinds
{
    public const string Like = "like";
    public const string Comment = "comment";
    public const string Follow = "follow";
    public const string Mention = "mention";

    /// <summary>A question with a tag that the recipient follows.</summary>
    public const string Question = "question";
    public const string Answer = "answer";
    public const string Accepted = "accepted";
    public const string QuestionComment = "question_comment";
    public const string QuestionMention = "question_mention";
    public const string Vote = "vote";

    /// <summary>A message of a room that mentions the recipient.</summary>
    public const string ChatMention = "chat_mention";

    /// <summary>Whether it is about a question.</summary>
    public static bool IsAboutQuestion(string kind) => kind is Question or Answer or Accepted or QuestionComment or QuestionMention or Vote;
}
