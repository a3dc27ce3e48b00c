import type { Author, ChatMessage, Reaction, Reply } from "../api/types";
import type { LiveMessage, MessageEvent } from "./live/events";
import { toExcerpt } from "./quotes";
import { roomImages } from "./roomImages";
import { lastLoaded, patchMessage, type Timeline } from "./timeline";

/** A person as the conversation shows them. */
export interface Person {
  author: Author | null;
  folded: boolean;
}

/** Finds a person by id; undefined when the client does not know them and has to ask. */
export type FindPerson = (id: string) => Person | undefined;

export interface Applied {
  timeline: Timeline;
  /** Whether something was missed or cannot be shown without asking the API. */
  incomplete: boolean;
}

/** Applies a live event if it is the very next one of its room. Older ones are known, later ones leave a gap. */
export function applyEvent(timeline: Timeline, event: MessageEvent, me: string, find: FindPerson): Applied {
  if (event.revision <= timeline.revision) return { timeline, incomplete: false };
  if (event.revision > timeline.revision + 1) return { timeline, incomplete: true };
  const current = { ...timeline, revision: event.revision };
  switch (event.name) {
    case "message":
      return append(timeline, current, event, find);
    case "edited": {
      const mentions = authors(event.mentionIds, find);
      const edited = patchMessage(current, event.id, (message) => ({
        ...message,
        text: event.text,
        mentions,
        editedAt: event.editedAt,
        revision: event.revision,
      }));
      return complete(quote(edited, event.id, { excerpt: toExcerpt(event.text) }));
    }
    case "deleted":
      return complete(
        quote(
          patchMessage(current, event.id, (one) => asDeleted(one, event.revision)),
          event.id,
          { excerpt: "", images: 0 },
        ),
      );
    case "reaction":
      return complete(
        patchMessage(current, event.id, (message) => ({
          ...message,
          reactions: countReaction(message.reactions, event.emoji, event.count, event.userId === me, event.added),
          revision: event.revision,
        })),
      );
  }
}

const complete = (timeline: Timeline): Applied => ({ timeline, incomplete: false });

function append(before: Timeline, current: Timeline, event: LiveMessage, find: FindPerson): Applied {
  const lastSequence = Math.max(current.lastSequence, event.sequence);
  if (!before.following) return complete({ ...current, lastSequence });
  if (event.sequence <= lastLoaded(before)) return complete(current);
  const message = compose(event, find);
  if (message === undefined || event.sequence !== lastLoaded(before) + 1) return { timeline: before, incomplete: true };
  return complete({ ...current, lastSequence, messages: [...current.messages, message] });
}

/** The message of an event, as the API would answer it; undefined when somebody in it is unknown. */
function compose(event: LiveMessage, find: FindPerson): ChatMessage | undefined {
  const sender = find(event.senderId);
  if (sender === undefined) return undefined;
  const { replyTo } = event;
  const answered = replyTo === null || replyTo.senderId === "" ? deletedPerson : find(replyTo.senderId);
  if (answered === undefined) return undefined;
  return {
    id: event.id,
    room: event.room,
    sequence: event.sequence,
    revision: event.revision,
    sender: sender.author,
    folded: sender.folded,
    text: event.text,
    images: roomImages(event),
    replyTo:
      replyTo === null
        ? null
        : {
            id: replyTo.id,
            sequence: replyTo.sequence,
            sender: answered.author,
            excerpt: replyTo.excerpt,
            images: replyTo.images,
            folded: answered.folded,
          },
    mentions: authors(event.mentionIds, find),
    reactions: [],
    sentAt: event.sentAt,
    editedAt: event.editedAt,
    deleted: false,
  };
}

const deletedPerson: Person = { author: null, folded: false };

const authors = (ids: readonly string[], find: FindPerson): Author[] =>
  ids.map((id) => find(id)?.author).filter((author): author is Author => author != null);

export const asDeleted = (message: ChatMessage, revision = message.revision): ChatMessage => ({
  ...message,
  text: "",
  images: [],
  mentions: [],
  reactions: [],
  editedAt: null,
  deleted: true,
  revision,
});

/** What the answers to a message show of it. */
const quote = (timeline: Timeline, id: string, shown: Partial<Reply>): Timeline => ({
  ...timeline,
  messages: timeline.messages.map((message) =>
    message.replyTo?.id === id ? { ...message, replyTo: { ...message.replyTo, ...shown } } : message,
  ),
});

function countReaction(
  reactions: readonly Reaction[],
  emoji: string,
  count: number,
  byMe: boolean,
  added: boolean,
): Reaction[] {
  const known = reactions.find((one) => one.emoji === emoji);
  const mine = byMe ? added : (known?.mine ?? false);
  const changed = { emoji, count, mine };
  if (count <= 0) return reactions.filter((one) => one.emoji !== emoji);
  return known === undefined ? [...reactions, changed] : reactions.map((one) => (one.emoji === emoji ? changed : one));
}

/** The user's own reaction, shown before the API has confirmed it. */
export function toggleReaction(message: ChatMessage, emoji: string, on: boolean): ChatMessage {
  const known = message.reactions.find((one) => one.emoji === emoji);
  if ((known?.mine ?? false) === on) return message;
  const count = (known?.count ?? 0) + (on ? 1 : -1);
  return { ...message, reactions: countReaction(message.reactions, emoji, count, true, on) };
}
