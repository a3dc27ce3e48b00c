// What the live line sends. Each event is a hint: what counts is what the API answers (docs/chat.md).

/** Where a room is; by `Subscribe` and by each heartbeat. */
export interface RoomState {
  room: string;
  sequence: number;
  revision: number;
  read: number;
}

export interface LiveMessage {
  room: string;
  id: string;
  sequence: number;
  revision: number;
  senderId: string;
  text: string;
  images: { id: string; width: number; height: number; alt: string }[];
  replyTo: { id: string; sequence: number; senderId: string; excerpt: string; images: number } | null;
  mentionIds: string[];
  sentAt: string;
  editedAt: string | null;
}

interface Change {
  room: string;
  id: string;
  sequence: number;
  revision: number;
  lastSequence: number;
}

export type LiveEvent =
  | ({ name: "message" } & LiveMessage)
  | ({ name: "edited" } & LiveMessage)
  | ({ name: "deleted" } & Change)
  | ({ name: "reaction"; userId: string; emoji: string; added: boolean; count: number } & Change)
  | { name: "joined"; room: string; userId: string; lastSequence: number; revision: number }
  | { name: "left"; room: string; userId: string; lastSequence: number; revision: number }
  | { name: "renamed"; room: string; title: string }
  | { name: "removed"; room: string }
  | { name: "typing"; room: string; userId: string }
  | { name: "presence"; room: string; userId: string; online: boolean }
  | { name: "read"; room: string; userId: string; sequence: number }
  | { name: "notification" }
  | { name: "states"; states: readonly RoomState[] };

/** The events of one room that change its messages. */
export type MessageEvent = Extract<LiveEvent, { name: "message" | "edited" | "deleted" | "reaction" }>;

type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();

/** Calls `listener` at each event, until the returned function is called. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function publishLive(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}
