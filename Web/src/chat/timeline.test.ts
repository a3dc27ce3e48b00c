import { expect, it } from "vitest";
import { author, message, messages } from "./testMessages";
import { decideCatchUp, isAtStart, jumpWindow, mergeMessages, openTimeline } from "./timeline";

const sequences = ({ messages: all }: { messages: readonly { sequence: number }[] }) => all.map((one) => one.sequence);

it("extends the window at both ends, whatever order messages come in", () => {
  const window = openTimeline(messages(5, 6), 6, 6);
  const merged = mergeMessages(window, [message(8), message(4), message(7), message(3)]);
  expect(sequences(merged)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(merged.lastSequence).toBe(8);
});

it("leaves out what lies beyond a gap, and keeps following the end", () => {
  const merged = mergeMessages(openTimeline(messages(1, 2), 2, 2), [message(4)]);
  expect(sequences(merged)).toEqual([1, 2]);
  expect(merged).toMatchObject({ lastSequence: 4, following: true });
  expect(decideCatchUp(merged, 4, 4)).toEqual({ kind: "after", sequence: 2 });
});

it("keeps the version of a message with the higher revision", () => {
  const window = openTimeline([message(1, { revision: 9, text: "new" })], 1, 9);
  expect(mergeMessages(window, [message(1, { revision: 3, text: "old" })]).messages[0]?.text).toBe("new");
  expect(mergeMessages(window, [message(1, { revision: 10, text: "newest" })]).messages[0]?.text).toBe("newest");
});

it("quotes a changed message as it is now, also one that is not loaded", () => {
  const quote = (sequence: number) => ({
    id: `m${sequence}`,
    sequence,
    sender: author("bob"),
    excerpt: `Text ${sequence}`,
    images: 0,
    folded: false,
  });
  const answers = [message(8, { replyTo: quote(2) }), message(9, { replyTo: quote(7) })];
  const window = openTimeline([message(7), ...answers], 9, 9);
  const erased = [message(2, { revision: 10, sender: null }), message(7, { revision: 11, sender: null })];
  const senders = mergeMessages(window, erased).messages.map((one) => one.replyTo?.sender);
  expect(senders).toEqual([undefined, null, null]);
  const stale = mergeMessages(mergeMessages(window, erased), [message(7)]);
  expect(stale.messages[2]?.replyTo).toEqual({ ...quote(7), sender: null });
});

it("takes the first message of an empty room", () => {
  const merged = mergeMessages(openTimeline([], 0, 0), [message(1), message(2)]);
  expect(sequences(merged)).toEqual([1, 2]);
  expect(isAtStart(merged)).toBe(true);
});

it("joins a page that touches the window, and shows another in its place", () => {
  const window = openTimeline(messages(50, 60), 60, 60);
  expect(sequences(jumpWindow(window, messages(45, 49)))[0]).toBe(45);
  const elsewhere = jumpWindow(window, messages(10, 20));
  expect(sequences(elsewhere)).toEqual(messages(10, 20).map((one) => one.sequence));
  expect(elsewhere.following).toBe(false);
  expect(jumpWindow(elsewhere, messages(51, 60)).following).toBe(true);
});

it("asks for nothing, for new messages, for changes, or for everything again", () => {
  const window = openTimeline(messages(1, 5), 5, 5);
  expect(decideCatchUp(window, 5, 5)).toEqual({ kind: "none" });
  expect(decideCatchUp(window, 4, 3)).toEqual({ kind: "none" });
  expect(decideCatchUp(window, 7, 7)).toEqual({ kind: "after", sequence: 5 });
  expect(decideCatchUp(window, 5, 6)).toEqual({ kind: "changedAfter", revision: 5 });
  expect(decideCatchUp(window, 6, 9)).toEqual({ kind: "changedAfter", revision: 5 });
  expect(decideCatchUp(window, 5, 1_000)).toEqual({ kind: "reload" });
});

it("does not ask for new messages while an older part is shown", () => {
  const window = openTimeline(messages(1, 5), 50, 50);
  expect(decideCatchUp(window, 60, 50)).toEqual({ kind: "none" });
});
