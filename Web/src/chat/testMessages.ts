import type { Author, ChatMessage, Room } from "../api/types";

export const author = (id: string): Author => ({ id, username: id, displayName: id.toUpperCase(), avatarUrl: null });

/** A message for tests: its revision is its sequence, as if nothing had changed. */
export const message = (sequence: number, change: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `m${sequence}`,
  room: "r",
  sequence,
  revision: sequence,
  sender: author("bob"),
  text: `Text ${sequence}`,
  images: [],
  replyTo: null,
  mentions: [],
  reactions: [],
  sentAt: new Date(Date.UTC(2026, 10, 1, 12, 0, sequence)).toISOString(),
  editedAt: null,
  deleted: false,
  folded: false,
  ...change,
});

export const messages = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

export const room = (id: string, change: Partial<Room> = {}): Room => ({
  id,
  name: `Room ${id}`,
  direct: false,
  peer: null,
  members: 2,
  role: "member",
  lastMessage: null,
  unread: 0,
  lastSequence: 0,
  readSequence: 0,
  revision: 0,
  createdAt: "2026-11-01T00:00:00Z",
  ...change,
});
