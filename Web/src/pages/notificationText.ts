import type { Notification } from "../api/types";
import { messageUrl } from "../chat/useLinkedMessage";

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others". */
export function actorNames({ actors, others }: Pick<Notification, "actors" | "others">): string {
  const shown = actors.slice(0, 2).map((actor) => actor.displayName);
  const rest = actors.length - shown.length + others;
  if (shown.length === 0) return "Someone";
  if (rest === 0) return shown.join(" and ");
  return `${shown.join(", ")} and ${rest === 1 ? "1 other" : `${rest} others`}`;
}

const verbs: Record<string, string> = {
  like: "liked your post",
  comment: "commented on your post",
  follow: "followed you",
  mention: "mentioned you",
  question: "asked a question with a tag you follow",
  answer: "answered a question you follow",
  accepted: "accepted your answer",
  question_comment: "commented on what you wrote",
  question_mention: "mentioned you in a question",
  vote: "voted for what you wrote",
  chat_mention: "mentioned you in a chat",
};

/** Of what is done to a question as well as to an answer, the words for an answer. */
const answerVerbs: Record<string, string> = {
  question_comment: "commented on your answer",
  question_mention: "mentioned you in an answer",
  vote: "voted for your answer",
};

const questionVerbs: Record<string, string> = {
  question_comment: "commented on your question",
  vote: "voted for your question",
};

export function notificationVerb({ kind, commentId, answerId, question, room }: Notification): string {
  if (room !== null && room.name !== "") return `mentioned you in ${room.name}`;
  if (kind === "question_mention" && commentId !== null) return "mentioned you in a comment";
  if (question !== null) {
    const about = (answerId === null ? questionVerbs : answerVerbs)[kind];
    if (about !== undefined) return about;
  }
  const verb = verbs[kind] ?? "did something that concerns you";
  return kind === "mention" && commentId !== null ? `${verb} in a comment` : verb;
}

/** Where a notification leads: the post, question or message it is about, or for a follow the follower's profile. */
export function notificationUrl({ post, question, room, answerId, actors }: Notification): string {
  if (room !== null) return messageUrl(room.id, room.sequence);
  if (question !== null) return `/questions/${question.id}${answerId === null ? "" : `#answer-${answerId}`}`;
  if (post !== null) return `/post/${post.id}`;
  const actor = actors[0];
  return actor === undefined ? "/notifications" : `/@${actor.username}`;
}
