namespace Social.Feeds.Notifications;

/// <summary>An action that triggers a notification.</summary>
/// <param name="RecipientId">Who is to be told.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="PostId">Which post, question or room it is about; null for a follow.</param>
/// <param name="OwnerId">Whose that is: who is apart from them cannot see it. The actor, where there is none.</param>
/// <param name="Source">By what: the comment, the answer, the post, the question, the message or the follower.</param>
/// <param name="At">When.</param>
public sealed record NotificationTrigger(Guid RecipientId, Guid ActorId, Guid? PostId, Guid OwnerId, Guid Source, DateTimeOffset At);
