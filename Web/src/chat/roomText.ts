import type { ChatMessage, Room } from "../api/types";
import { plural, t } from "../i18n/text";
import { isolate } from "../ui/characters";
import { isNow, isRecent, relativeTime } from "../ui/time";

/** The name of a room: of a direct room, the other person's. */
export function roomTitle(room: Room): string {
  if (!room.direct) return room.name;
  return room.peer?.displayName ?? t`Deleted account`;
}

/** What a message says where its photos are not shown. */
export const messageText = ({ text, images }: Pick<ChatMessage, "text" | "images">): string =>
  text !== "" ? text : photosText(images.length);

/** "Photo" or "3 photos"; empty without any. */
export const photosText = (count: number): string =>
  count === 0 ? "" : plural(count, { one: "Photo", other: "# photos" });

/** The line about a message in the room list. */
export function preview(room: Room, me: string): string {
  const message = room.lastMessage;
  if (message === null) return t`No messages yet`;
  if (message.folded) return t`Message from someone blocked`;
  const text = message.deleted ? t`Message deleted` : isolate(messageText(message).slice(0, 200).replace(/\s+/gu, " "));
  if (message.sender?.id === me) return t`You: ${text}`;
  if (room.direct) return text;
  return `${message.sender?.displayName ?? t`Deleted account`}: ${text}`;
}

/** What stands in place of a sender's name. */
export const senderName = (message: Pick<ChatMessage, "sender" | "folded">): string =>
  message.sender?.displayName ?? (message.folded ? t`Someone blocked` : t`Deleted account`);

/** When somebody was there last: "5m ago", or the date. */
export function lastSeenText(at: string, now: Date): string {
  const then = new Date(at);
  const time = relativeTime(then, now);
  if (isNow(then, now)) return t`Last seen just now`;
  return isRecent(then, now) ? t`Last seen ${time} ago` : t`Last seen on ${time}`;
}
