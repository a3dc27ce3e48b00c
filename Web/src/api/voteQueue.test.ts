import { expect, it } from "vitest";
import type { Vote } from "../questions/votes";
import { VoteQueue } from "./voteQueue";

it("sends the last of several quick votes after the running one", async () => {
  const queue = new VoteQueue();
  const sent: Vote[] = [];
  let release = () => {};
  const send = (value: Vote) => {
    sent.push(value);
    return sent.length === 1 ? new Promise<void>((done) => (release = done)) : Promise.resolve();
  };
  const first = queue.set("a", 0, 1, send, () => {});
  await queue.set("a", 1, 0, send, () => {});
  await queue.set("a", 0, -1, send, () => {});
  release();
  await first;
  expect(sent).toEqual([1, -1]);
});

it("rolls back to what the service confirmed", async () => {
  const queue = new VoteQueue();
  const shown: Vote[] = [];
  const failing = queue.set(
    "a",
    -1,
    1,
    () => Promise.reject(new Error("down")),
    (vote) => shown.push(vote),
  );
  await expect(failing).rejects.toThrow("down");
  expect(shown).toEqual([-1]);
});
