import type { ChatMessage } from "../api/types";
import { updateQuotes } from "./quotes";

/** What is loaded of a room: messages without a gap between them, and how current they are. */
export interface Timeline {
  /** By sequence, oldest first; sequences have no gaps. */
  messages: readonly ChatMessage[];
  /** The highest sequence that is known to be in the room. */
  lastSequence: number;
  /** Every change up to this revision is in `messages`. */
  revision: number;
  /** Whether the window reaches the room's end, so that new messages belong to it. */
  following: boolean;
}

export const emptyTimeline: Timeline = { messages: [], lastSequence: 0, revision: 0, following: true };

export const firstLoaded = ({ messages }: Timeline): number => messages[0]?.sequence ?? 0;
export const lastLoaded = ({ messages }: Timeline): number => messages.at(-1)?.sequence ?? 0;

/** Whether the room's first message is loaded, or the room is empty. */
export const isAtStart = (timeline: Timeline): boolean => firstLoaded(timeline) <= 1;

/** A loaded page that replaces whatever was there. `revision` was read before the page. */
export function openTimeline(page: readonly ChatMessage[], lastSequence: number, revision: number): Timeline {
  const messages = [...page].sort((a, b) => a.sequence - b.sequence);
  const last = messages.at(-1)?.sequence ?? 0;
  return { messages, lastSequence: Math.max(lastSequence, last), revision, following: last >= lastSequence };
}

/**
 * Takes in messages in any order: of two versions of a message the one with the higher revision stays; others extend the
 * window if they touch it. What lies beyond a gap is left out, since it is loaded when the window gets there; answers to it
 * that are loaded quote it as it is now.
 */
export function mergeMessages(timeline: Timeline, incoming: readonly ChatMessage[]): Timeline {
  const bySequence = new Map(timeline.messages.map((message) => [message.sequence, message]));
  let first = firstLoaded(timeline);
  let last = lastLoaded(timeline);
  let lastSequence = timeline.lastSequence;
  const found = new Map<number, ChatMessage>();
  for (const message of incoming) {
    const known = found.get(message.sequence) ?? bySequence.get(message.sequence);
    if (known === undefined || message.revision >= known.revision) found.set(message.sequence, message);
    lastSequence = Math.max(lastSequence, message.sequence);
  }
  if (bySequence.size === 0 && found.has(1)) {
    first = 1;
    last = 0;
  }
  while (found.has(last + 1)) last++;
  while (first > 1 && found.has(first - 1)) first--;
  const messages: ChatMessage[] = [];
  for (let sequence = Math.max(1, first); sequence <= last; sequence++) {
    const message = found.get(sequence) ?? bySequence.get(sequence);
    if (message !== undefined) messages.push(message);
  }
  const following = timeline.following || last >= lastSequence;
  return { ...timeline, messages: updateQuotes(messages, found.values()), lastSequence, following };
}

/** Shows a page from elsewhere in the room: joined to the window if they touch, otherwise in its place. */
export function jumpWindow(timeline: Timeline, page: readonly ChatMessage[]): Timeline {
  const sorted = [...page].sort((a, b) => a.sequence - b.sequence);
  const from = sorted[0]?.sequence ?? 0;
  const to = sorted.at(-1)?.sequence ?? 0;
  const touches = from <= lastLoaded(timeline) + 1 && to >= firstLoaded(timeline) - 1;
  if (touches && timeline.messages.length > 0) return mergeMessages(timeline, sorted);
  return openTimeline(sorted, timeline.lastSequence, timeline.revision);
}

/** A change of one message that is loaded; others stay as they are. */
export const patchMessage = (
  timeline: Timeline,
  id: string,
  change: (message: ChatMessage) => ChatMessage,
): Timeline => ({
  ...timeline,
  messages: timeline.messages.map((message) => (message.id === id ? change(message) : message)),
});

/** So many changes at once are not asked for: the window is loaded again. */
const maxChanges = 300;

export type CatchUp =
  | { kind: "none" }
  /** New messages and nothing else. */
  | { kind: "after"; sequence: number }
  /** New messages and changes of others. */
  | { kind: "changedAfter"; revision: number }
  | { kind: "reload" };

/** What to ask for when the room is known to be at `sequence` and `revision`. */
export function decideCatchUp(timeline: Timeline, sequence: number, revision: number): CatchUp {
  // Further down there is a gap anyway; it closes when somebody scrolls there.
  const added = timeline.following ? Math.max(0, sequence - lastLoaded(timeline)) : 0;
  const changes = Math.max(0, revision - timeline.revision);
  if (added === 0 && changes === 0) return { kind: "none" };
  if (added > maxChanges || changes > maxChanges) return { kind: "reload" };
  // Each message takes one revision, so as many revisions as messages leave no other change.
  return changes <= added
    ? { kind: "after", sequence: lastLoaded(timeline) }
    : { kind: "changedAfter", revision: timeline.revision };
}
