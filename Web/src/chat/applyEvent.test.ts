import { expect, it } from "vitest";
import { applyEvent, toggleReaction } from "./applyEvent";
import type { MessageEvent } from "./live/events";
import { author, message, messages } from "./testMessages";
import { openTimeline } from "./timeline";

const find = (id: string) => (id === "stranger" ? undefined : { author: author(id), folded: id === "blocked" });
const window = openTimeline(messages(1, 3), 3, 3);

const sent = (sequence: number, revision: number, senderId = "bob"): Extract<MessageEvent, { name: "message" }> => ({
  name: "message",
  room: "r",
  id: `m${sequence}`,
  sequence,
  revision,
  senderId,
  text: `Text ${sequence}`,
  images: [],
  replyTo: null,
  mentionIds: [],
  sentAt: message(sequence).sentAt,
  editedAt: null,
});

const change = (revision: number) => ({ room: "r", id: "m2", sequence: 2, revision, lastSequence: 3 });

it("appends the next message, and folds that of somebody blocked", () => {
  const { timeline, incomplete } = applyEvent(window, sent(4, 4, "blocked"), "me", find);
  expect(incomplete).toBe(false);
  expect(timeline.messages.at(-1)).toMatchObject({ sequence: 4, folded: true });
  expect(timeline.revision).toBe(4);
});

it("shows the photos of a message by the room's own addresses", () => {
  const images = [{ id: "p1", width: 4, height: 3, alt: "A hill" }];
  const shown = applyEvent(window, { ...sent(4, 4), text: "", images }, "me", find).timeline.messages.at(-1)?.images;
  expect(shown).toMatchObject([
    { url: "/api/rooms/r/images/p1", thumbnailUrl: "/api/rooms/r/images/p1/thumb", alt: "A hill" },
  ]);
});

it("ignores what is known and reports a gap, in messages as in changes", () => {
  expect(applyEvent(window, sent(3, 3), "me", find)).toEqual({ timeline: window, incomplete: false });
  expect(applyEvent(window, sent(5, 5), "me", find)).toEqual({ timeline: window, incomplete: true });
  expect(applyEvent(window, { name: "deleted", ...change(6) }, "me", find).incomplete).toBe(true);
});

it("asks the API about a sender it does not know", () => {
  expect(applyEvent(window, sent(4, 4, "stranger"), "me", find)).toEqual({ timeline: window, incomplete: true });
});

it("takes the user's own message once, when the answer was faster than the event", () => {
  const answered = { ...window, messages: messages(1, 4), lastSequence: 4 };
  const { timeline, incomplete } = applyEvent(answered, sent(4, 4, "me"), "me", find);
  expect(incomplete).toBe(false);
  expect(timeline.messages).toHaveLength(4);
  expect(timeline.revision).toBe(4);
});

it("edits, counts reactions and deletes, also in quotes", () => {
  const reply = { id: "m2", sequence: 2, sender: author("bob"), excerpt: "Text 2", images: 0, folded: false };
  const quoted = openTimeline([...messages(1, 2), message(3, { replyTo: reply })], 3, 3);
  const edited = applyEvent(quoted, { ...sent(2, 4), name: "edited", text: "Better" }, "me", find).timeline;
  expect(edited.messages[1]?.text).toBe("Better");
  expect(edited.messages[2]?.replyTo?.excerpt).toBe("Better");
  const reaction: MessageEvent = { name: "reaction", ...change(5), userId: "me", emoji: "👍", added: true, count: 2 };
  const reacted = applyEvent(edited, reaction, "me", find).timeline;
  expect(reacted.messages[1]?.reactions).toEqual([{ emoji: "👍", count: 2, mine: true }]);
  const deleted = applyEvent(reacted, { name: "deleted", ...change(6) }, "me", find).timeline;
  expect(deleted.messages[1]).toMatchObject({ deleted: true, text: "", reactions: [] });
  expect(deleted.messages[2]?.replyTo?.excerpt).toBe("");
});

it("toggles the user's own reaction once", () => {
  const liked = toggleReaction(message(1), "🔥", true);
  expect(liked.reactions).toEqual([{ emoji: "🔥", count: 1, mine: true }]);
  expect(toggleReaction(liked, "🔥", true)).toBe(liked);
  expect(toggleReaction(liked, "🔥", false).reactions).toEqual([]);
});
