import type { Notification } from "../api/types";
import { messageUrl } from "../chat/useLinkedMessage";
import { formatList, plural, t } from "../i18n/text";

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others". */
export function actorNames({ actors, others }: { actors: { displayName: string }[]; others: number }): string {
  const shown = actors.slice(0, 2).map((actor) => actor.displayName);
  const rest = actors.length - shown.length + others;
  if (shown.length === 0) return t`Someone`;
  return formatList(rest === 0 ? shown : [...shown, plural(rest, { one: "# other", other: "# others" })]);
}

/** By kind. Whether one person did it or several is the same in English, unlike in other languages. */
export const kindVerbs = (count: number): Record<string, string> => ({
  like: plural(count, { one: "liked your post", other: "liked your post" }),
  comment: plural(count, { one: "commented on your post", other: "commented on your post" }),
  follow: plural(count, { one: "followed you", other: "followed you" }),
  mention: plural(count, { one: "mentioned you", other: "mentioned you" }),
  question: plural(count, {
    one: "asked a question with a tag you follow",
    other: "asked a question with a tag you follow",
  }),
  answer: plural(count, { one: "answered a question you follow", other: "answered a question you follow" }),
  accepted: plural(count, { one: "accepted your answer", other: "accepted your answer" }),
  question_comment: plural(count, { one: "commented on what you wrote", other: "commented on what you wrote" }),
  question_mention: plural(count, { one: "mentioned you in a question", other: "mentioned you in a question" }),
  vote: plural(count, { one: "voted for what you wrote", other: "voted for what you wrote" }),
  chat_mention: t`mentioned you in a chat`,
});

/** Of what is done to a question as well as to an answer, the words for an answer. */
const answerVerbs = (count: number): Record<string, string> => ({
  question_comment: plural(count, { one: "commented on your answer", other: "commented on your answer" }),
  question_mention: plural(count, { one: "mentioned you in an answer", other: "mentioned you in an answer" }),
  vote: plural(count, { one: "voted for your answer", other: "voted for your answer" }),
});

const questionVerbs = (count: number): Record<string, string> => ({
  question_comment: plural(count, { one: "commented on your question", other: "commented on your question" }),
  vote: plural(count, { one: "voted for your question", other: "voted for your question" }),
});

export function notificationVerb(notification: Notification): string {
  const { kind, commentId, answerId, question, room } = notification;
  const count = notification.actors.length + notification.others;
  if (room !== null && room.name !== "") return t`mentioned you in ${room.name}`;
  if (kind.endsWith("mention") && commentId !== null)
    return plural(count, { one: "mentioned you in a comment", other: "mentioned you in a comment" });
  if (kind === "answer" && question?.mine)
    return plural(count, { one: "answered your question", other: "answered your question" });
  if (question !== null) {
    const about = (answerId === null ? questionVerbs(count) : answerVerbs(count))[kind];
    if (about !== undefined) return about;
  }
  return kindVerbs(count)[kind] ?? t`did something that concerns you`;
}

/** Where a notification leads: the post, question or message it is about, or for a follow the follower's profile. */
export function notificationUrl({ post, question, room, answerId, actors }: Notification): string {
  if (room !== null) return messageUrl(room.id, room.sequence);
  if (question !== null) return `/questions/${question.id}${answerId === null ? "" : `#answer-${answerId}`}`;
  if (post !== null) return `/post/${post.id}`;
  const actor = actors[0];
  return actor === undefined ? "/notifications" : `/@${actor.username}`;
}
