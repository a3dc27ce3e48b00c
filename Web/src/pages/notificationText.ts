import type { Notification } from "../api/types";

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
};

export function notificationVerb({ kind, commentId }: Notification): string {
  const verb = verbs[kind] ?? "did something that concerns you";
  return kind === "mention" && commentId !== null ? `${verb} in a comment` : verb;
}

/** Where a notification leads: the post it is about, or for a follow the follower's profile. */
export function notificationUrl({ post, actors }: Notification): string {
  if (post !== null) return `/post/${post.id}`;
  const actor = actors[0];
  return actor === undefined ? "/notifications" : `/@${actor.username}`;
}
