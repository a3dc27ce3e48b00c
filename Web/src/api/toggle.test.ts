import { expect, it } from "vitest";
import { Toggles } from "./toggle";

/** Requests that are answered one by one. */
function server() {
  const sent: boolean[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const send = (on: boolean) => {
    sent.push(on);
    return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
  };
  return { sent, answers, send };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it("sends the last intention of three quick toggles", async () => {
  const { sent, answers, send } = server();
  const toggles = new Toggles();
  const done = toggles.set("post", true, send, () => {});
  await toggles.set("post", false, send, () => {});
  await toggles.set("post", true, send, () => {});
  answers[0]?.resolve();
  await done;
  expect(sent).toEqual([true]);
});

it("sends a second request when the goal changed during the first", async () => {
  const { sent, answers, send } = server();
  const toggles = new Toggles();
  const done = toggles.set("post", true, send, () => {});
  await toggles.set("post", false, send, () => {});
  answers[0]?.resolve();
  await settle();
  answers[1]?.resolve();
  await done;
  expect(sent).toEqual([true, false]);
});

it("rolls back to what the server confirmed", async () => {
  const { answers, send } = server();
  const rollbacks: boolean[] = [];
  const toggles = new Toggles();
  const done = toggles.set("post", true, send, (confirmed) => rollbacks.push(confirmed));
  await toggles.set("post", false, send, () => {});
  answers[0]?.resolve();
  await settle();
  answers[1]?.reject(new Error("busy"));
  await expect(done).rejects.toThrow("busy");
  expect(rollbacks).toEqual([true]);
});
