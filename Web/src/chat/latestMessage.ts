import type { Author, Room } from "../api/types";
import type { LiveMessage } from "./live/events";
import { roomImages } from "./roomImages";

/** What the room list shows of a room after a live message; undefined when its sender is unknown there. */
export function latestMessage(
  room: Room,
  event: LiveMessage,
  me: Author | null,
): Pick<Room, "lastMessage" | "lastSequence" | "readSequence" | "revision"> | undefined {
  if (event.sequence <= room.lastSequence) return pick(room);
  const last = room.lastMessage;
  const known = [me, room.peer, last?.sender].find((one) => one?.id === event.senderId);
  // Of somebody who is folded only the API says so.
  if (known == null || (known.id !== me?.id && last?.folded === true)) return undefined;
  const { id, username, displayName, avatarUrl } = known;
  return {
    lastMessage: {
      id: event.id,
      room: event.room,
      sequence: event.sequence,
      revision: event.revision,
      sender: { id, username, displayName, avatarUrl },
      text: event.text,
      images: roomImages(event),
      replyTo: null,
      mentions: [],
      reactions: [],
      sentAt: event.sentAt,
      editedAt: event.editedAt,
      deleted: false,
      folded: false,
    },
    lastSequence: event.sequence,
    readSequence: known.id === me?.id ? event.sequence : room.readSequence,
    revision: Math.max(room.revision, event.revision),
  };
}

const pick = ({ lastMessage, lastSequence, readSequence, revision }: Room) => ({
  lastMessage,
  lastSequence,
  readSequence,
  revision,
});

/** The order of the room list: written to last first; a room without messages counts from its creation. */
export const byActivity = (a: Room, b: Room): number => activeAt(b) - activeAt(a);

const activeAt = (room: Room) => Date.parse(room.lastMessage?.sentAt ?? room.createdAt);
